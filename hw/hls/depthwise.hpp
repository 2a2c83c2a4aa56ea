// Depthwise convolution: one window per channel. The ROM word of one turn holds one tap of WORD_LANES channels.
// S adds to what convolution.hpp needs: packing, of one product per multiplier.
#ifndef FS_DEPTHWISE_HPP
#define FS_DEPTHWISE_HPP

#include "convolution.hpp"

namespace fs {

template <class S>
struct depthwise_products {
    static constexpr int OUT_C = S::IN_C;
    static constexpr int OUT_LANES = S::WORD_LANES;
    static constexpr int OUT_FOLDS = S::IN_C / S::WORD_LANES;
    static constexpr int WORDS_PER_TAP = 1;
    static constexpr int LANES = S::WORD_LANES;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;

    static int word_of(int out_fold, int) {
        FS_HLS(INLINE)
        return out_fold;
    }

    static void add(reg<S::quant::ACC_BITS> (&acc)[OUT_LANES], const typename S::weight_t (&weights)[LANES],
                    const pixel<typename S::in_t, S::WORD_LANES>& word) {
        FS_HLS(INLINE)
        for (int c = 0; c < OUT_LANES; ++c) {
            FS_HLS(UNROLL)
            products<typename S::packing, PRODUCT_BITS, 1, 1>::add(acc + c, weights + c, word.v + c);
        }
    }
};

template <class S>
void depthwise(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::IN_C>>& out,
               const typename S::weight_t (&weights)[convolution_turns<S, depthwise_products<S>>::FOLDS][S::WORD_LANES],
               const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    convolution<S, depthwise_products<S>>(in, out, weights, scales);
}

}  // namespace fs

#endif
