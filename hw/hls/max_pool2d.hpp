// Maximum over a window; taps outside the map count as the format's smallest integer and so never win. S is a window geometry with TAPS.
#ifndef FS_MAX_POOL2D_HPP
#define FS_MAX_POOL2D_HPP

#include "storage.hpp"
#include "window.hpp"

namespace fs {

template <class S>
inline pixel<typename S::in_t, S::IN_C> window_maximum(const window_registers<S>& window) {
    FS_HLS(INLINE)
    pixel<typename S::in_t, S::IN_C> largest;
    FS_HLS(ARRAY_PARTITION variable=largest.v complete)
    for (int c = 0; c < S::IN_C; ++c) {
        FS_HLS(UNROLL)
        largest.v[c] = window[tap_index<S>(0, c)];
        for (int tap = 1; tap < S::TAPS; ++tap) {
            FS_HLS(UNROLL)
            const typename S::in_t x = window[tap_index<S>(tap, c)];
            if (x > largest.v[c]) largest.v[c] = x;
        }
    }
    return largest;
}

template <class S>
void max_pool2d(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    line_buffer<S> lines;
    FS_HLS(ARRAY_PARTITION variable=lines dim=1 complete)
    FS_HLS(AGGREGATE variable=lines)
    S::lines_in::ram(lines);
    window_registers<S> window = {};
    FS_HLS(ARRAY_PARTITION variable=window complete)
    const pixel<typename S::in_t, S::IN_C> lowest = filled<typename S::in_t, S::IN_C>(format<typename S::in_t>::MIN);
    FS_HLS(ARRAY_PARTITION variable=lowest.v complete)

    for (int y = 0; y < window_size<S>::PADDED_H; ++y) {
        for (int x = 0; x < window_size<S>::PADDED_W; ++x) {
            FS_HLS(PIPELINE II=1)
            const bool inside = on_map(y, S::PAD_TOP, S::IN_H) && on_map(x, S::PAD_LEFT, S::IN_W);
            push<S>(lines, window, x, inside ? in.read() : lowest, lowest);
            if (on_grid(y, S::ROWS, S::STRIDE_Y) && on_grid(x, S::COLS, S::STRIDE_X)) out.write(window_maximum<S>(window));
        }
    }
}

}  // namespace fs

#endif
