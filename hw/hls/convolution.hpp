// The loops of a convolution by a sliding window: any kernel, stride, dilation and zero padding. One ROM word of WORDS is spent per cycle:
// OUT_FOLDS x IN_FOLDS of them per output pixel. D is what conv2d.hpp and depthwise.hpp differ in: OUT_C, OUT_LANES, OUT_FOLDS, IN_FOLDS,
// WORDS, LANES, and step, which adds one word's products. S is a window geometry with weight_t and quant.
#ifndef FS_CONVOLUTION_HPP
#define FS_CONVOLUTION_HPP

#include "requantise.hpp"
#include "window.hpp"

namespace fs {

template <class S, class D>
void convolution(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, D::OUT_C>>& out,
                 const typename S::weight_t (&weights)[D::WORDS][D::LANES], const scale_of<typename S::quant> (&scales)[D::OUT_C]) {
    FS_HLS(INLINE)
    FS_HLS(ARRAY_RESHAPE variable=weights dim=2 complete)
    line_buffer<S> lines;
    FS_HLS(ARRAY_PARTITION variable=lines dim=1 complete)
    FS_HLS(AGGREGATE variable=lines)
    window_registers<S> window = {};
    FS_HLS(ARRAY_PARTITION variable=window complete)
    reg<S::quant::ACC_BITS> acc[D::OUT_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc complete)
    pixel<typename S::quant::out_t, D::OUT_C> result = {};
    const pixel<typename S::in_t, S::IN_C> zero = filled<typename S::in_t, S::IN_C>(0);

    for (int y = 0; y < window_size<S>::PADDED_H; ++y) {
        for (int x = 0; x < window_size<S>::PADDED_W; ++x) {
            for (int out_fold = 0; out_fold < D::OUT_FOLDS; ++out_fold) {
                for (int in_fold = 0; in_fold < D::IN_FOLDS; ++in_fold) {
                    FS_HLS(PIPELINE II=1)
                    const int first = out_fold * D::OUT_LANES;
                    if (out_fold == 0 && in_fold == 0) {
                        const bool inside = on_map(y, S::PAD_TOP, S::IN_H) && on_map(x, S::PAD_LEFT, S::IN_W);
                        push<S>(lines, window, x, inside ? in.read() : zero, zero);
                    }
                    if (!on_grid(y, S::ROWS, S::STRIDE_Y) || !on_grid(x, S::COLS, S::STRIDE_X)) continue;
                    if (in_fold == 0) clear(acc);
                    D::step(acc, weights[out_fold * D::IN_FOLDS + in_fold], window, first, in_fold);
                    if (in_fold == D::IN_FOLDS - 1) requantise_lanes<typename S::quant>(acc, scales + first, result.v + first);
                    if (out_fold == D::OUT_FOLDS - 1 && in_fold == D::IN_FOLDS - 1) out.write(result);
                }
            }
        }
    }
}

}  // namespace fs

#endif
