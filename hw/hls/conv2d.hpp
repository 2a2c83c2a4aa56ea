// Convolution, dense or grouped. The ROM word of one turn holds OUT_LANES x PIXELS x WORD_LANES weights; products of one output are taken in the
// order (ky, kx, input channel of the group).
// S adds to what sliding_window.hpp needs: OUT_C, GROUPS, OUT_LANES (a divisor of a group's outputs), PIXELS, packing; WORD_LANES divides a group's inputs.
#ifndef FS_CONV2D_HPP
#define FS_CONV2D_HPP

#include "products.hpp"
#include "requantise.hpp"
#include "sliding_window.hpp"

namespace fs {

template <class S>
struct conv2d_products : requantised_sums<S, S::OUT_LANES * S::PIXELS> {
    typedef typename requantised_sums<S, S::OUT_LANES * S::PIXELS>::acc_t acc_t;
    static constexpr int OUT_C = S::OUT_C;
    static constexpr int OUT_LANES = S::OUT_LANES;
    static constexpr int PIXELS = S::PIXELS;
    static constexpr int PADDING = 0;
    static constexpr int OUT_FOLDS = S::OUT_C / S::OUT_LANES;
    static constexpr int WORDS_PER_TAP = S::IN_C / S::GROUPS / S::WORD_LANES;
    static constexpr int LANES = S::OUT_LANES * S::PIXELS * S::WORD_LANES;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;

    // The words of the group to which the outputs belong.
    static int word_of(int out_fold, int j) {
        FS_HLS(INLINE)
        return out_fold * OUT_LANES / (S::OUT_C / S::GROUPS) * WORDS_PER_TAP + j;
    }

    template <int WORDS, class PRODUCT>
    static void add(acc_t (&acc)[OUT_LANES * PIXELS], const typename S::weight_t (&weights)[WORDS][LANES], const PRODUCT& product,
                    const pixel<typename S::in_t, S::WORD_LANES>& word) {
        FS_HLS(INLINE)
        products<typename S::packing, PRODUCT_BITS, OUT_LANES * PIXELS, S::WORD_LANES>::add(acc, weights[product.rom], word.v);
    }
};

template <class S>
void conv2d(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::OUT_C>>& out,
            const typename S::weight_t (&weights)[window_turns<S, conv2d_products<S>>::FOLDS][conv2d_products<S>::LANES],
            const scale_of<typename S::quant> (&scales)[S::OUT_C]) {
    FS_HLS(ARRAY_RESHAPE variable=weights dim=2 complete)
    S::weights_in::rom(weights);
    FS_HLS(AGGREGATE variable=scales)
    FS_HLS(ARRAY_RESHAPE variable=scales type=cyclic factor=S::QUANT_LANES)
    S::scales_in::template rom_of<S::OUT_C * scale_bits<typename S::quant>::VALUE>(scales);
    slide<S, conv2d_products<S>>(in, out, weights, scales);
}

}  // namespace fs

#endif
