// The part of a map that a sliding window still needs, as words of WORD_LANES channels of which one is read per cycle.
//
// Pixels enter in raster order, one word per cycle. The newest SLOTS pixels stand in a small memory, the rows before them in the line
// memory, which holds ROWS - 1 rows. While pixel n enters, pixel n - (SLOTS - 1) moves from the small memory to the lines and stays readable
// where it was, so that every pixel n - age of the window is found: in the small memory if age < SLOTS, else in the lines. The oldest
// pixel of a window has age (ROWS - 1) * IN_W + COLS while the next pixel enters, which is why SLOTS is at least COLS + 2.
// G is a window geometry (window.hpp) with WORD_LANES, which divides IN_C.
#ifndef FS_LINE_MEMORY_HPP
#define FS_LINE_MEMORY_HPP

#include "window.hpp"

namespace fs {

// Smallest power of two that is at least n: addresses in the small memory wrap by themselves.
constexpr int power_of_two(int n) {
    return n <= 1 ? 1 : 2 * power_of_two((n + 1) / 2);
}

template <class G>
struct line_memory {
    static constexpr int WORDS = G::IN_C / G::WORD_LANES;
    static constexpr int SLOTS = power_of_two(G::COLS + 2);
    static constexpr int ROWS = G::ROWS > 1 ? G::ROWS - 1 : 1;
    static constexpr int PIXELS = ROWS * G::IN_W;
    typedef pixel<typename G::in_t, G::WORD_LANES> word;
    typedef word recent[SLOTS * WORDS];
    typedef word lines[PIXELS * WORDS];

    int newest = -1;                                      // raster index of the newest pixel, of which words may still be missing
    int place = (PIXELS - SLOTS % PIXELS) % PIXELS;       // place in the lines of the pixel that moves

    // Enters one word of the next pixel; word 0 comes first and makes it the newest.
    void enter(recent& small, lines& large, int w, const word& value) {
        FS_HLS(INLINE)
        if (w == 0) {
            ++newest;
            place = place == PIXELS - 1 ? 0 : place + 1;
        }
        const int moving = (newest + 1) & (SLOTS - 1);
        if (G::ROWS > 1 && newest >= SLOTS - 1) large[place * WORDS + w] = small[moving * WORDS + w];
        small[(newest & (SLOTS - 1)) * WORDS + w] = value;
    }

    // Word w of the pixel (row, column), which lies on the map; line is row modulo ROWS.
    word read(const recent& small, const lines& large, int row, int line, int column, int w) const {
        FS_HLS(INLINE)
        const int index = row * G::IN_W + column;
        const bool is_recent = G::ROWS == 1 || newest - index < SLOTS;
        return is_recent ? small[(index & (SLOTS - 1)) * WORDS + w] : large[(line * G::IN_W + column) * WORDS + w];
    }
};

}  // namespace fs

#endif
