// Sums of products of a few activations with the weights of one ROM word: one product per multiplier, or two where the widths allow.
//
// Two weights that meet the same activation share a multiplier: (high * 2^SHIFT + low) * x = high * x * 2^SHIFT + low * x. As long as the
// sum of CHAIN low products fits SHIFT signed bits, CHAIN such products are added before they are taken apart; what the low half
// borrowed from the high one comes back when it is subtracted. The planner proves the bounds from the formats; 25 bits hold the pair.
#ifndef FS_PRODUCTS_HPP
#define FS_PRODUCTS_HPP

#include "types.hpp"

namespace fs {

// One product per multiplier.
struct unpacked {};

// The same with multipliers made of look-up tables.
struct in_logic {};

// Two products per multiplier.
template <int SHIFT_, int CHAIN_>
struct paired {
    static constexpr int SHIFT = SHIFT_;
    static constexpr int CHAIN = CHAIN_;
};

// sum += the products of one output's weights.
template <int PRODUCT_BITS, int IN_LANES, bool IN_LOGIC, class ACC, class WEIGHT, class IN>
inline void add_single(ACC& sum, const WEIGHT* word, const IN* x) {
    FS_HLS(INLINE)
    for (int i = 0; i < IN_LANES; ++i) {
        FS_HLS(UNROLL)
        sum = sum + multiply_by<PRODUCT_BITS, IN_LOGIC>(word[i], x[i]);
    }
}

// Both sums += the products of two outputs' weights, with half as many multipliers.
template <class P, int IN_LANES, class ACC, class WEIGHT, class IN>
inline void add_pair(ACC& low, ACC& high, const WEIGHT* low_word, const WEIGHT* high_word, const IN* x) {
    FS_HLS(INLINE)
    for (int k = 0; k < (IN_LANES + P::CHAIN - 1) / P::CHAIN; ++k) {
        FS_HLS(UNROLL)
        reg<48> chain = 0;
        for (int j = 0; j < P::CHAIN; ++j) {
            FS_HLS(UNROLL)
            const int i = k * P::CHAIN + j;
            if (i < IN_LANES) {
                const reg<25> pair = reg<25>(high_word[i]) * (1 << P::SHIFT) + reg<25>(low_word[i]);
                chain = chain + multiply<48>(pair, x[i]);
            }
        }
        const ap_int<P::SHIFT> low_part = ap_int<P::SHIFT>(chain);
        low = low + low_part;
        high = high + reg<48>((chain - low_part) >> P::SHIFT);
    }
}

// acc[o] += sum over i of word[o * IN_LANES + i] * x[i]. PRODUCT_BITS hold both operands and their product.
template <class P, int PRODUCT_BITS, int OUT_LANES, int IN_LANES>
struct products {
    template <class ACC, class WEIGHT, class IN>
    static void add(ACC* acc, const WEIGHT* word, const IN* x) {
        FS_HLS(INLINE)
        for (int o = 0; o < OUT_LANES / 2; ++o) {
            FS_HLS(UNROLL)
            add_pair<P, IN_LANES>(acc[2 * o], acc[2 * o + 1], word + 2 * o * IN_LANES, word + (2 * o + 1) * IN_LANES, x);
        }
        if (OUT_LANES % 2 == 1) add_single<PRODUCT_BITS, IN_LANES, false>(acc[OUT_LANES - 1], word + (OUT_LANES - 1) * IN_LANES, x);
    }
};

template <bool IN_LOGIC, int PRODUCT_BITS, int OUT_LANES, int IN_LANES>
struct single_products {
    template <class ACC, class WEIGHT, class IN>
    static void add(ACC* acc, const WEIGHT* word, const IN* x) {
        FS_HLS(INLINE)
        for (int o = 0; o < OUT_LANES; ++o) {
            FS_HLS(UNROLL)
            add_single<PRODUCT_BITS, IN_LANES, IN_LOGIC>(acc[o], word + o * IN_LANES, x);
        }
    }
};

template <int PRODUCT_BITS, int OUT_LANES, int IN_LANES>
struct products<unpacked, PRODUCT_BITS, OUT_LANES, IN_LANES> : single_products<false, PRODUCT_BITS, OUT_LANES, IN_LANES> {};

template <int PRODUCT_BITS, int OUT_LANES, int IN_LANES>
struct products<in_logic, PRODUCT_BITS, OUT_LANES, IN_LANES> : single_products<true, PRODUCT_BITS, OUT_LANES, IN_LANES> {};

}  // namespace fs

#endif
