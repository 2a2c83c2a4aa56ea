// Height and width doubled, align_corners=False: (9 a + 3 b + 3 c + d + 8) >> 4, edges repeated; two line buffers, no multiplier.
// S: in_t, IN_C, IN_H, IN_W.
//
// The output rows 2i - 1 and 2i both mix the input rows i - 1 and i, and the columns 2j - 1 and 2j the columns j - 1 and j. The loops
// visit i = 0 .. H and j = 0 .. W; row pass 0 makes row 2i - 1 while it reads row i, pass 1 makes row 2i from the two lines.
#ifndef FS_UPSAMPLE2X_BILINEAR_HPP
#define FS_UPSAMPLE2X_BILINEAR_HPP

#include "storage.hpp"

namespace fs {

// Mixes the pixel near in both axes, the two near in one, and the one near in none.
template <class T, int C>
inline pixel<T, C> mix_9_3_3_1(const pixel<T, C>& near, const pixel<T, C>& beside, const pixel<T, C>& above, const pixel<T, C>& far) {
    FS_HLS(INLINE)
    typedef reg<format<T>::BITS + 6> sum_t;
    pixel<T, C> result;
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    for (int c = 0; c < C; ++c) {
        FS_HLS(UNROLL)
        const sum_t a = near.v[c], b = beside.v[c], d = above.v[c], e = far.v[c];
        const sum_t sum = 9 * a + 3 * b + 3 * d + e + 8;
        result.v[c] = T(sum_t(sum >> 4));
    }
    return result;
}

template <class S>
void upsample2x_bilinear(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    typedef pixel<typename S::in_t, S::IN_C> pixel_t;
    pixel_t lines[2][S::IN_W];
    FS_HLS(ARRAY_PARTITION variable=lines dim=1 complete)
    FS_HLS(AGGREGATE variable=lines)
    S::lines_in::ram(lines);
    pixel_t above_left = {}, above_right = {}, below_left = {}, below_right = {};
    FS_HLS(ARRAY_PARTITION variable=above_left.v complete)
    FS_HLS(ARRAY_PARTITION variable=above_right.v complete)
    FS_HLS(ARRAY_PARTITION variable=below_left.v complete)
    FS_HLS(ARRAY_PARTITION variable=below_right.v complete)

    for (int i = 0; i <= S::IN_H; ++i) {
        for (int pass = 0; pass < 2; ++pass) {
            for (int j = 0; j <= S::IN_W; ++j) {
                for (int side = 0; side < 2; ++side) {
                    FS_HLS(PIPELINE II=1)
                    const int below = i < S::IN_H ? i % 2 : (i + 1) % 2, above = i > 0 ? (i + 1) % 2 : 0;
                    if (side == 0 && j < S::IN_W) {
                        // One read of each line per turn; a pixel that enters is taken as it comes.
                        const bool enters = pass == 0 && i < S::IN_H;
                        const pixel_t upper = lines[above][j];
                        FS_HLS(ARRAY_PARTITION variable=upper.v complete)
                        const pixel_t lower = enters ? in.read() : lines[below][j];
                        FS_HLS(ARRAY_PARTITION variable=lower.v complete)
                        if (enters) lines[below][j] = lower;
                        above_left = j == 0 ? upper : above_right;
                        below_left = j == 0 ? lower : below_right;
                        above_right = upper;
                        below_right = lower;
                    } else if (side == 0) {
                        above_left = above_right;
                        below_left = below_right;
                    }
                    const bool emits = (side == 0 ? j > 0 : j < S::IN_W) && (pass == 0 ? i > 0 : i < S::IN_H);
                    if (!emits) continue;
                    const pixel_t near_row_left = pass == 0 ? above_left : below_left;
                    const pixel_t near_row_right = pass == 0 ? above_right : below_right;
                    const pixel_t far_row_left = pass == 0 ? below_left : above_left;
                    const pixel_t far_row_right = pass == 0 ? below_right : above_right;
                    FS_HLS(ARRAY_PARTITION variable=near_row_left.v complete)
                    FS_HLS(ARRAY_PARTITION variable=near_row_right.v complete)
                    FS_HLS(ARRAY_PARTITION variable=far_row_left.v complete)
                    FS_HLS(ARRAY_PARTITION variable=far_row_right.v complete)
                    out.write(side == 0 ? mix_9_3_3_1(near_row_left, near_row_right, far_row_left, far_row_right)
                                        : mix_9_3_3_1(near_row_right, near_row_left, far_row_right, far_row_left));
                }
            }
        }
    }
}

}  // namespace fs

#endif
