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

    typedef count<std::int64_t(G::IN_H) * G::IN_W + SLOTS> raster;

    raster newest = -1;                                        // raster index of the newest pixel, of which words may still be missing
    count<PIXELS> place = (PIXELS - SLOTS % PIXELS) % PIXELS;  // place in the lines of the pixel that moves

    // Enters one word of the next pixel; word 0 comes first and makes it the newest.
    void enter(recent& small, lines& large, count<WORDS> w, const word& value) {
        FS_HLS(INLINE)
        if (w == 0) {
            newest = newest + 1;
            if (place == PIXELS - 1) {
                place = 0;
            } else {
                place = place + 1;
            }
        }
        const count<SLOTS> moving = (newest + 1) & (SLOTS - 1), entering = newest & (SLOTS - 1);
        if (G::ROWS > 1 && newest >= SLOTS - 1) large[int(place * WORDS + w)] = small[int(moving * WORDS + w)];
        small[int(entering * WORDS + w)] = value;
    }

    // Word w of the pixel (row, column), which lies on the map; line is row modulo ROWS.
    word read(const recent& small, const lines& large, count<G::IN_H> row, count<ROWS> line, count<G::IN_W> column, count<WORDS> w) const {
        FS_HLS(INLINE)
        const raster index = row * G::IN_W + column;
        const count<SLOTS> slot = index & (SLOTS - 1);
        const count<std::int64_t(PIXELS) * WORDS> address = (line * G::IN_W + column) * WORDS + w;
        const bool is_recent = G::ROWS == 1 || newest - index < SLOTS;
        return is_recent ? small[int(slot * WORDS + w)] : large[int(address)];
    }
};

}  // namespace fs

#endif
