// Depthwise convolution: one window per channel, any kernel, stride, dilation and zero padding. The ROM word of one cycle holds
// CHANNEL_LANES x TAP_LANES weights. S adds to the window geometry: TAPS, WEIGHT_BITS, weight_t, CHANNEL_LANES, TAP_LANES, quant.
#ifndef FS_DEPTHWISE_HPP
#define FS_DEPTHWISE_HPP

#include "requantise.hpp"
#include "window.hpp"

namespace fs {

template <class S>
struct depthwise_size {
    static constexpr int CHANNEL_FOLDS = S::IN_C / S::CHANNEL_LANES;
    static constexpr int TAP_FOLDS = S::TAPS / S::TAP_LANES;
    static constexpr int WORDS = CHANNEL_FOLDS * TAP_FOLDS;
    static constexpr int LANES = S::CHANNEL_LANES * S::TAP_LANES;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;
};

// Adds one ROM word's products to the accumulators of channels first .. first + CHANNEL_LANES - 1.
template <class S>
inline void depthwise_step(reg<S::quant::ACC_BITS> (&acc)[S::CHANNEL_LANES],
                           const typename S::weight_t (&word)[depthwise_size<S>::LANES], const window_registers<S>& window, int first,
                           int tap_fold) {
    FS_HLS(INLINE)
    for (int t = 0; t < S::TAP_LANES; ++t) {
        FS_HLS(UNROLL)
        const int base = tap_index<S>(tap_fold * S::TAP_LANES + t, first);
        for (int c = 0; c < S::CHANNEL_LANES; ++c) {
            FS_HLS(UNROLL)
            acc[c] = acc[c] + multiply<depthwise_size<S>::PRODUCT_BITS>(word[c * S::TAP_LANES + t], window[base + c]);
        }
    }
}

template <class S>
void depthwise(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::IN_C>>& out,
               const typename S::weight_t (&weights)[depthwise_size<S>::WORDS][depthwise_size<S>::LANES],
               const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    typedef depthwise_size<S> D;
    FS_HLS(ARRAY_RESHAPE variable=weights dim=2 complete)
    line_buffer<S> lines;
    FS_HLS(ARRAY_PARTITION variable=lines dim=1 complete)
    FS_HLS(AGGREGATE variable=lines)
    window_registers<S> window = {};
    FS_HLS(ARRAY_PARTITION variable=window complete)
    reg<S::quant::ACC_BITS> acc[S::CHANNEL_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc complete)
    pixel<typename S::quant::out_t, S::IN_C> result = {};
    const pixel<typename S::in_t, S::IN_C> zero = filled<typename S::in_t, S::IN_C>(0);

    for (int y = 0; y < window_size<S>::PADDED_H; ++y) {
        for (int x = 0; x < window_size<S>::PADDED_W; ++x) {
            for (int channel_fold = 0; channel_fold < D::CHANNEL_FOLDS; ++channel_fold) {
                for (int tap_fold = 0; tap_fold < D::TAP_FOLDS; ++tap_fold) {
                    FS_HLS(PIPELINE II=1)
                    const int first = channel_fold * S::CHANNEL_LANES;
                    if (channel_fold == 0 && tap_fold == 0) {
                        const bool inside = on_map(y, S::PAD_TOP, S::IN_H) && on_map(x, S::PAD_LEFT, S::IN_W);
                        push<S>(lines, window, x, inside ? in.read() : zero, zero);
                    }
                    if (!on_grid(y, S::ROWS, S::STRIDE_Y) || !on_grid(x, S::COLS, S::STRIDE_X)) continue;
                    if (tap_fold == 0) clear(acc);
                    depthwise_step<S>(acc, weights[channel_fold * D::TAP_FOLDS + tap_fold], window, first, tap_fold);
                    if (tap_fold == D::TAP_FOLDS - 1) requantise_lanes<typename S::quant>(acc, scales + first, result.v + first);
                    if (channel_fold == D::CHANNEL_FOLDS - 1 && tap_fold == D::TAP_FOLDS - 1) out.write(result);
                }
            }
        }
    }
}

}  // namespace fs

#endif
