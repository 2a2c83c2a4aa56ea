// Convolution, dense or grouped. The ROM word of one cycle holds OUT_LANES x IN_LANES weights; products of one output are taken in the
// order (ky, kx, input channel of the group).
// S adds to the window geometry: OUT_C, GROUPS, TAPS, WEIGHT_BITS, weight_t, OUT_LANES, IN_LANES, quant.
#ifndef FS_CONV2D_HPP
#define FS_CONV2D_HPP

#include "convolution.hpp"

namespace fs {

template <class S>
struct conv2d_products {
    static constexpr int OUT_C = S::OUT_C;
    static constexpr int OUT_LANES = S::OUT_LANES;
    static constexpr int GROUP_IN = S::IN_C / S::GROUPS;
    static constexpr int GROUP_OUT = S::OUT_C / S::GROUPS;
    static constexpr int OUT_FOLDS = S::OUT_C / S::OUT_LANES;
    static constexpr int IN_FOLDS = S::TAPS * GROUP_IN / S::IN_LANES;
    static constexpr int WORDS = OUT_FOLDS * IN_FOLDS;
    static constexpr int LANES = S::OUT_LANES * S::IN_LANES;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;

    // Adds one ROM word's products to the accumulators of output channels first .. first + OUT_LANES - 1, all of one group.
    static void step(reg<S::quant::ACC_BITS> (&acc)[OUT_LANES], const typename S::weight_t (&word)[LANES],
                     const window_registers<S>& window, int first, int in_fold) {
        FS_HLS(INLINE)
        const int channel = first / GROUP_OUT * GROUP_IN;
        for (int i = 0; i < S::IN_LANES; ++i) {
            FS_HLS(UNROLL)
            const int r = in_fold * S::IN_LANES + i;
            const typename S::in_t x = window[tap_index<S>(r / GROUP_IN, channel + r % GROUP_IN)];
            for (int o = 0; o < OUT_LANES; ++o) {
                FS_HLS(UNROLL)
                acc[o] = acc[o] + multiply<PRODUCT_BITS>(word[o * S::IN_LANES + i], x);
            }
        }
    }
};

template <class S>
void conv2d(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::OUT_C>>& out,
            const typename S::weight_t (&weights)[conv2d_products<S>::WORDS][conv2d_products<S>::LANES],
            const scale_of<typename S::quant> (&scales)[S::OUT_C]) {
    convolution<S, conv2d_products<S>>(in, out, weights, scales);
}

}  // namespace fs

#endif
