// Depthwise convolution: one window per channel. The ROM word of one cycle holds CHANNEL_LANES x TAP_LANES weights.
// S adds to the window geometry: TAPS, WEIGHT_BITS, weight_t, CHANNEL_LANES, TAP_LANES, quant.
#ifndef FS_DEPTHWISE_HPP
#define FS_DEPTHWISE_HPP

#include "convolution.hpp"

namespace fs {

template <class S>
struct depthwise_products {
    static constexpr int OUT_C = S::IN_C;
    static constexpr int OUT_LANES = S::CHANNEL_LANES;
    static constexpr int OUT_FOLDS = S::IN_C / S::CHANNEL_LANES;
    static constexpr int IN_FOLDS = S::TAPS / S::TAP_LANES;
    static constexpr int WORDS = OUT_FOLDS * IN_FOLDS;
    static constexpr int LANES = S::CHANNEL_LANES * S::TAP_LANES;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;

    // Adds one ROM word's products to the accumulators of channels first .. first + CHANNEL_LANES - 1.
    static void step(reg<S::quant::ACC_BITS> (&acc)[OUT_LANES], const typename S::weight_t (&word)[LANES],
                     const window_registers<S>& window, int first, int tap_fold) {
        FS_HLS(INLINE)
        for (int t = 0; t < S::TAP_LANES; ++t) {
            FS_HLS(UNROLL)
            const int base = tap_index<S>(tap_fold * S::TAP_LANES + t, first);
            for (int c = 0; c < OUT_LANES; ++c) {
                FS_HLS(UNROLL)
                acc[c] = acc[c] + multiply<PRODUCT_BITS>(word[c * S::TAP_LANES + t], window[base + c]);
            }
        }
    }
};

template <class S>
void depthwise(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::IN_C>>& out,
               const typename S::weight_t (&weights)[depthwise_products<S>::WORDS][depthwise_products<S>::LANES],
               const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    convolution<S, depthwise_products<S>>(in, out, weights, scales);
}

}  // namespace fs

#endif
