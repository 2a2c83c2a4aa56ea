// The geometry of a sliding window.
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
};

// Whether padded position p lies on the map along one axis.
template <class POSITION>
inline bool on_map(const POSITION& p, int pad, int length) {
    FS_HLS(INLINE)
    return p >= pad && p < pad + length;
}

// Whether the window that ends at padded position p is one of the stride grid.
template <class POSITION>
inline bool on_grid(const POSITION& p, int extent, int stride) {
    FS_HLS(INLINE)
    return p >= extent - 1 && (p - (extent - 1)) % stride == 0;
}

}  // namespace fs

#endif
