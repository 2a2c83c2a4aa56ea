// Depthwise convolution and the sum of its result and its own input: clip((clip(conv) * MULTIPLIER_A + input * MULTIPLIER_B + half) >> SHIFT). The
// window passes the pixel of which it makes a result at its middle tap, so that the input need not wait beside it.
// S adds to what depthwise.hpp needs what the rule of add.hpp needs: a_t, the format that quant makes, b_t, which is in_t, out_t, MULTIPLIER_A,
// MULTIPLIER_B, SHIFT, TURNS, IN_LOGIC; and MID_NODE. The kernel is odd, the stride one, the padding half the extent on every side.
#ifndef FS_DEPTHWISE_ADD_HPP
#define FS_DEPTHWISE_ADD_HPP

#include "add.hpp"
#include "depthwise.hpp"
#include "trace.hpp"

namespace fs {

// The sum of one channel's products and the pixel under the middle tap.
template <class S>
struct sum_and_centre {
    reg<S::quant::ACC_BITS> sum;
    typename S::in_t centre;
};

template <class S>
struct depthwise_add_products {
    typedef depthwise_products<S> convolution;
    typedef sum_and_centre<S> acc_t;
    typedef typename S::out_t out_t;
    static constexpr int OUT_C = convolution::OUT_C;
    static constexpr int OUT_LANES = convolution::OUT_LANES;
    static constexpr int PIXELS = convolution::PIXELS;
    static constexpr int PADDING = convolution::PADDING;
    static constexpr int OUT_FOLDS = convolution::OUT_FOLDS;
    static constexpr int WORDS_PER_TAP = convolution::WORDS_PER_TAP;
    static constexpr int LANES = convolution::LANES;
    static constexpr int RESULT_TURNS = S::TURNS;
    static constexpr int COLS = S::COLS - PIXELS + 1;
    static_assert(S::STRIDE_Y == 1 && S::STRIDE_X == PIXELS && S::ROWS % 2 == 1 && COLS % 2 == 1 && S::PAD_TOP == S::ROWS / 2 && S::PAD_BOTTOM == S::PAD_TOP &&
                      S::PAD_LEFT == COLS / 2 && S::PAD_RIGHT == S::PAD_LEFT,
                  "the middle tap must lie on the pixel that is made");

    static int word_of(int out_fold, int j) {
        FS_HLS(INLINE)
        return convolution::word_of(out_fold, j);
    }

    static void start(acc_t (&acc)[OUT_LANES * PIXELS]) {
        FS_HLS(INLINE)
        for (int c = 0; c < OUT_LANES * PIXELS; ++c) {
            FS_HLS(UNROLL)
            acc[c].sum = 0;
        }
    }

    template <int WORDS, class PRODUCT>
    static void add(acc_t (&acc)[OUT_LANES * PIXELS], const typename S::weight_t (&weights)[WORDS][LANES], const PRODUCT& product,
                    const pixel<typename S::in_t, S::WORD_LANES>& word) {
        FS_HLS(INLINE)
        for (int c = 0; c < OUT_LANES; ++c) {
            FS_HLS(UNROLL)
            typename convolution::acc_t sums[PIXELS];
            FS_HLS(ARRAY_PARTITION variable=sums complete)
            for (int p = 0; p < PIXELS; ++p) {
                FS_HLS(UNROLL)
                sums[p] = acc[c * PIXELS + p].sum;
            }
            products<typename S::packing, convolution::PRODUCT_BITS, PIXELS, 1>::add(sums, weights[product.rom] + c * PIXELS, word.v + c);
            for (int p = 0; p < PIXELS; ++p) {
                FS_HLS(UNROLL)
                acc[c * PIXELS + p].sum = sums[p];
                if (product.is_centre(p)) acc[c * PIXELS + p].centre = word.v[c];
            }
        }
    }

    template <int CHANNELS>
    static void finish(const acc_t* acc, const scale_of<typename S::quant> (&scales)[CHANNELS], int channel, int turn, reg<48>* carry, out_t* result) {
        FS_HLS(INLINE)
        for (int i = 0; i < S::QUANT_LANES; ++i) {
            FS_HLS(UNROLL)
            const typename S::a_t middle = requantise<typename S::quant>(acc[i].sum, scales[channel + i]);
#ifdef FS_TRACE
            if (turn == RESULT_TURNS - 1) trace_neighbours<PIXELS, OUT_C, OUT_LANES>(S::MID_NODE, static_cast<std::int32_t>(middle));
#endif
            result[i] = add_rule<S>::of(turn, carry[i], middle, acc[i].centre);
        }
    }
};

template <class S>
void depthwise_add(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::out_t, S::IN_C>>& out,
                   const typename S::weight_t (&weights)[window_turns<S, depthwise_add_products<S>>::FOLDS][depthwise_add_products<S>::LANES],
                   const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    depthwise_window<S, depthwise_add_products<S>>(in, out, weights, scales);
}

}  // namespace fs

#endif
