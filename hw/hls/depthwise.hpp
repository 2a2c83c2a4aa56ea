// Depthwise convolution: one window per channel. The ROM word of one turn holds one tap of WORD_LANES channels, for each of PIXELS neighbours: two of them
// share a multiplier where `packing` says so.
// S adds to what sliding_window.hpp needs: PIXELS, packing.
#ifndef FS_DEPTHWISE_HPP
#define FS_DEPTHWISE_HPP

#include "products.hpp"
#include "requantise.hpp"
#include "sliding_window.hpp"

namespace fs {

template <class S>
struct depthwise_products : requantised_sums<S, S::WORD_LANES * S::PIXELS> {
    typedef typename requantised_sums<S, S::WORD_LANES * S::PIXELS>::acc_t acc_t;
    static constexpr int OUT_C = S::IN_C;
    static constexpr int OUT_LANES = S::WORD_LANES;
    static constexpr int PIXELS = S::PIXELS;
    static constexpr int PADDING = 0;
    static constexpr int OUT_FOLDS = S::IN_C / S::WORD_LANES;
    static constexpr int WORDS_PER_TAP = 1;
    static constexpr int LANES = S::WORD_LANES * S::PIXELS;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;

    static int word_of(int out_fold, int) {
        FS_HLS(INLINE)
        return out_fold;
    }

    template <int WORDS, class PRODUCT>
    static void add(acc_t (&acc)[OUT_LANES * PIXELS], const typename S::weight_t (&weights)[WORDS][LANES], const PRODUCT& product,
                    const pixel<typename S::in_t, S::WORD_LANES>& word) {
        FS_HLS(INLINE)
        for (int c = 0; c < OUT_LANES; ++c) {
            FS_HLS(UNROLL)
            products<typename S::packing, PRODUCT_BITS, PIXELS, 1>::add(acc + c * PIXELS, weights[product.rom] + c * PIXELS, word.v + c);
        }
    }
};

// The stage of products D over the window, ROMs as the plan places them.
template <class S, class D, class OUT>
void depthwise_window(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<OUT, S::IN_C>>& out,
                      const typename S::weight_t (&weights)[window_turns<S, D>::FOLDS][D::LANES], const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    FS_HLS(INLINE)
    FS_HLS(ARRAY_RESHAPE variable=weights dim=2 complete)
    S::weights_in::rom(weights);
    FS_HLS(AGGREGATE variable=scales)
    FS_HLS(ARRAY_RESHAPE variable=scales type=cyclic factor=S::QUANT_LANES)
    S::scales_in::template rom_of<S::IN_C * scale_bits<typename S::quant>::VALUE>(scales);
    slide<S, D>(in, out, weights, scales);
}

template <class S>
void depthwise(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::IN_C>>& out,
               const typename S::weight_t (&weights)[window_turns<S, depthwise_products<S>>::FOLDS][depthwise_products<S>::LANES],
               const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    depthwise_window<S, depthwise_products<S>>(in, out, weights, scales);
}

}  // namespace fs

#endif
