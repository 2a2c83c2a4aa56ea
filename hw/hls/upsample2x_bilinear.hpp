// Height and width doubled, align_corners=False: (9 a + 3 b + 3 c + d + 8) >> 4, edges repeated; two line buffers, no multiplier.
// S: in_t, IN_C, IN_H, IN_W, LANES.
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

// LANES channels at a time: of a column and its neighbour first the left pixel of the two between them, then the right one.
template <class S>
void upsample2x_bilinear(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    constexpr int FOLDS = S::IN_C / S::LANES;
    typedef pixel<typename S::in_t, S::LANES> word;
    word lines[2][S::IN_W * FOLDS];
    FS_HLS(ARRAY_PARTITION variable=lines dim=1 complete)
    FS_HLS(AGGREGATE variable=lines)
    S::lines_in::ram(lines);
    // The column before, of both lines.
    word left[2][FOLDS];
    FS_HLS(ARRAY_PARTITION variable=left dim=1 complete)
    FS_HLS(AGGREGATE variable=left)
    S::left_in::ram(left);
    word above_left = {}, above_right = {}, below_left = {}, below_right = {};
    FS_HLS(ARRAY_PARTITION variable=above_left.v complete)
    FS_HLS(ARRAY_PARTITION variable=above_right.v complete)
    FS_HLS(ARRAY_PARTITION variable=below_left.v complete)
    FS_HLS(ARRAY_PARTITION variable=below_right.v complete)
    pixel<typename S::in_t, S::IN_C> input = {}, left_result = {}, right_result = {};
    FS_HLS(ARRAY_PARTITION variable=input.v complete)
    FS_HLS(ARRAY_PARTITION variable=left_result.v complete)
    FS_HLS(ARRAY_PARTITION variable=right_result.v complete)

    for (int i = 0; i <= S::IN_H; ++i) {
        for (int pass = 0; pass < 2; ++pass) {
            for (int j = 0; j <= S::IN_W; ++j) {
                for (int fold = 0; fold < FOLDS; ++fold) {
                    for (int side = 0; side < 2; ++side) {
                        FS_HLS(PIPELINE II=1)
                        const int below = i < S::IN_H ? i % 2 : (i + 1) % 2, above = i > 0 ? (i + 1) % 2 : 0;
                        if (side == 0) {
                            if (j > 0) {
                                above_left = left[0][fold];
                                below_left = left[1][fold];
                            }
                            if (j < S::IN_W) {
                                // One read of each line per turn; a pixel that enters is taken as it comes.
                                const bool enters = pass == 0 && i < S::IN_H;
                                if (enters && fold == 0) input = in.read();
                                const int at = j * FOLDS + fold;
                                above_right = lines[above][at];
                                below_right = lines[below][at];
                                for (int l = 0; l < S::LANES; ++l) {
                                    FS_HLS(UNROLL)
                                    if (enters) below_right.v[l] = input.v[fold * S::LANES + l];
                                }
                                if (enters) lines[below][at] = below_right;
                                left[0][fold] = above_right;
                                left[1][fold] = below_right;
                            }
                            // The edges are repeated.
                            if (j == 0) {
                                above_left = above_right;
                                below_left = below_right;
                            }
                            if (j == S::IN_W) {
                                above_right = above_left;
                                below_right = below_left;
                            }
                        }
                        const bool emits = (side == 0 ? j > 0 : j < S::IN_W) && (pass == 0 ? i > 0 : i < S::IN_H);
                        if (!emits) continue;
                        const word near_left = pass == 0 ? above_left : below_left, far_left = pass == 0 ? below_left : above_left;
                        const word near_right = pass == 0 ? above_right : below_right, far_right = pass == 0 ? below_right : above_right;
                        FS_HLS(ARRAY_PARTITION variable=near_left.v complete)
                        FS_HLS(ARRAY_PARTITION variable=near_right.v complete)
                        FS_HLS(ARRAY_PARTITION variable=far_left.v complete)
                        FS_HLS(ARRAY_PARTITION variable=far_right.v complete)
                        const word mixed = side == 0 ? mix_9_3_3_1(near_left, near_right, far_left, far_right)
                                                     : mix_9_3_3_1(near_right, near_left, far_right, far_left);
                        FS_HLS(ARRAY_PARTITION variable=mixed.v complete)
                        for (int l = 0; l < S::LANES; ++l) {
                            FS_HLS(UNROLL)
                            if (side == 0) left_result.v[fold * S::LANES + l] = mixed.v[l];
                            else right_result.v[fold * S::LANES + l] = mixed.v[l];
                        }
                        if (fold == FOLDS - 1) out.write(side == 0 ? left_result : right_result);
                    }
                }
            }
        }
    }
}

}  // namespace fs

#endif
