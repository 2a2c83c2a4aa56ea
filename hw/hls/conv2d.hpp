// Convolution, dense or grouped, any kernel, stride, dilation and zero padding. The ROM word of one cycle holds
// OUT_LANES x IN_LANES weights; products of one output are taken in the order (ky, kx, input channel of the group).
// S adds to the window geometry: OUT_C, GROUPS, TAPS, WEIGHT_BITS, weight_t, OUT_LANES, IN_LANES, quant.
#ifndef FS_CONV2D_HPP
#define FS_CONV2D_HPP

#include "requantise.hpp"
#include "window.hpp"

namespace fs {

template <class S>
struct conv2d_size {
    static constexpr int GROUP_IN = S::IN_C / S::GROUPS;
    static constexpr int GROUP_OUT = S::OUT_C / S::GROUPS;
    static constexpr int OUT_FOLDS = S::OUT_C / S::OUT_LANES;
    static constexpr int IN_FOLDS = S::TAPS * GROUP_IN / S::IN_LANES;
    static constexpr int WORDS = OUT_FOLDS * IN_FOLDS;
    static constexpr int LANES = S::OUT_LANES * S::IN_LANES;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;
};

// Adds one ROM word's products to the accumulators of output channels first .. first + OUT_LANES - 1, all of one group.
template <class S>
inline void conv2d_step(reg<S::quant::ACC_BITS> (&acc)[S::OUT_LANES], const typename S::weight_t (&word)[conv2d_size<S>::LANES],
                        const window_registers<S>& window, int first, int in_fold) {
    FS_HLS(INLINE)
    typedef conv2d_size<S> D;
    const int channel = first / D::GROUP_OUT * D::GROUP_IN;
    for (int i = 0; i < S::IN_LANES; ++i) {
        FS_HLS(UNROLL)
        const int r = in_fold * S::IN_LANES + i;
        const typename S::in_t x = window[tap_index<S>(r / D::GROUP_IN, channel + r % D::GROUP_IN)];
        for (int o = 0; o < S::OUT_LANES; ++o) {
            FS_HLS(UNROLL)
            acc[o] = acc[o] + multiply<D::PRODUCT_BITS>(word[o * S::IN_LANES + i], x);
        }
    }
}

template <class S>
void conv2d(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::OUT_C>>& out,
            const typename S::weight_t (&weights)[conv2d_size<S>::WORDS][conv2d_size<S>::LANES],
            const scale_of<typename S::quant> (&scales)[S::OUT_C]) {
    typedef conv2d_size<S> D;
    FS_HLS(ARRAY_RESHAPE variable=weights dim=2 complete)
    line_buffer<S> lines;
    FS_HLS(ARRAY_PARTITION variable=lines dim=1 complete)
    FS_HLS(AGGREGATE variable=lines)
    window_registers<S> window = {};
    FS_HLS(ARRAY_PARTITION variable=window complete)
    reg<S::quant::ACC_BITS> acc[S::OUT_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc complete)
    pixel<typename S::quant::out_t, S::OUT_C> result = {};
    const pixel<typename S::in_t, S::IN_C> zero = filled<typename S::in_t, S::IN_C>(0);

    for (int y = 0; y < window_size<S>::PADDED_H; ++y) {
        for (int x = 0; x < window_size<S>::PADDED_W; ++x) {
            for (int out_fold = 0; out_fold < D::OUT_FOLDS; ++out_fold) {
                for (int in_fold = 0; in_fold < D::IN_FOLDS; ++in_fold) {
                    FS_HLS(PIPELINE II=1)
                    const int first = out_fold * S::OUT_LANES;
                    if (out_fold == 0 && in_fold == 0) {
                        const bool inside = on_map(y, S::PAD_TOP, S::IN_H) && on_map(x, S::PAD_LEFT, S::IN_W);
                        push<S>(lines, window, x, inside ? in.read() : zero, zero);
                    }
                    if (!on_grid(y, S::ROWS, S::STRIDE_Y) || !on_grid(x, S::COLS, S::STRIDE_X)) continue;
                    if (in_fold == 0) clear(acc);
                    conv2d_step<S>(acc, weights[out_fold * D::IN_FOLDS + in_fold], window, first, in_fold);
                    if (in_fold == D::IN_FOLDS - 1) requantise_lanes<typename S::quant>(acc, scales + first, result.v + first);
                    if (out_fold == D::OUT_FOLDS - 1 && in_fold == D::IN_FOLDS - 1) out.write(result);
                }
            }
        }
    }
}

}  // namespace fs

#endif
