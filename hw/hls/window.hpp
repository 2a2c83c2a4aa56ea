// A sliding window over a stream of pixels: ROWS - 1 line buffers of the map's width and ROWS x COLS x C registers.
// G is a window geometry: in_t, IN_C, IN_H, IN_W, ROWS, COLS (extent, dilation included), STRIDE_Y, STRIDE_X, PAD_TOP, PAD_LEFT,
// PAD_BOTTOM, PAD_RIGHT, KERNEL_W, DILATION_Y, DILATION_X. A kernel visits the padded map of PADDED_H x PADDED_W positions in raster order.
#ifndef FS_WINDOW_HPP
#define FS_WINDOW_HPP

#include "types.hpp"

namespace fs {

template <class G>
struct window_size {
    static constexpr int PADDED_H = G::PAD_TOP + G::IN_H + G::PAD_BOTTOM;
    static constexpr int PADDED_W = G::PAD_LEFT + G::IN_W + G::PAD_RIGHT;
    static constexpr int LINES = G::ROWS > 1 ? G::ROWS - 1 : 1;
    static constexpr int REGISTERS = G::ROWS * G::COLS * G::IN_C;
};

template <class G>
using line_buffer = pixel<typename G::in_t, G::IN_C>[window_size<G>::LINES][G::IN_W];

template <class G>
using window_registers = typename G::in_t[window_size<G>::REGISTERS];

// Whether padded position p lies on the map along one axis.
inline bool on_map(int p, int pad, int length) {
    FS_HLS(INLINE)
    return p >= pad && p < pad + length;
}

// Whether the window that ends at padded position p is one of the stride grid.
inline bool on_grid(int p, int extent, int stride) {
    FS_HLS(INLINE)
    return p >= extent - 1 && (p - (extent - 1)) % stride == 0;
}

// Position in the registers of channel c under tap (ky, kx).
template <class G>
inline int tap_index(int tap, int c) {
    FS_HLS(INLINE)
    const int ky = tap / G::KERNEL_W, kx = tap % G::KERNEL_W;
    return (ky * G::DILATION_Y * G::COLS + kx * G::DILATION_X) * G::IN_C + c;
}

// Moves the registers one column to the left.
template <class G>
inline void shift_window(window_registers<G>& window) {
    FS_HLS(INLINE)
    for (int r = 0; r < G::ROWS; ++r) {
        FS_HLS(UNROLL)
        for (int k = 0; k < (G::COLS - 1) * G::IN_C; ++k) {
            FS_HLS(UNROLL)
            window[r * G::COLS * G::IN_C + k] = window[(r * G::COLS + 1) * G::IN_C + k];
        }
    }
}

// Puts a pixel into row r of the newest column.
template <class G>
inline void set_newest(window_registers<G>& window, int r, const pixel<typename G::in_t, G::IN_C>& p) {
    FS_HLS(INLINE)
    for (int c = 0; c < G::IN_C; ++c) {
        FS_HLS(UNROLL)
        window[((r + 1) * G::COLS - 1) * G::IN_C + c] = p.v[c];
    }
}

// Enters the pixel of padded position (y, x): the newest column takes the line buffers' pixels above it, and each line moves up one.
template <class G>
inline void push(line_buffer<G>& lines, window_registers<G>& window, int x, const pixel<typename G::in_t, G::IN_C>& newest,
                 const pixel<typename G::in_t, G::IN_C>& padding) {
    FS_HLS(INLINE)
    const bool stored = on_map(x, G::PAD_LEFT, G::IN_W);
    shift_window<G>(window);
    for (int r = 0; r < G::ROWS - 1; ++r) {
        FS_HLS(UNROLL)
        set_newest<G>(window, r, stored ? lines[r][x - G::PAD_LEFT] : padding);
    }
    set_newest<G>(window, G::ROWS - 1, newest);
    for (int r = 0; r < G::ROWS - 1; ++r) {
        FS_HLS(UNROLL)
        if (stored) lines[r][x - G::PAD_LEFT] = r + 1 < G::ROWS - 1 ? lines[r + 1 < G::ROWS - 1 ? r + 1 : r][x - G::PAD_LEFT] : newest;
    }
}

}  // namespace fs

#endif
