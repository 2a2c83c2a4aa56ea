// Product of two maps with one rounding: clip((a * b * MULTIPLIER + half) >> SHIFT). S adds to that of pairwise.hpp: MULTIPLIER, SHIFT.
#ifndef FS_MUL_HPP
#define FS_MUL_HPP

#include "pairwise.hpp"

namespace fs {

template <class S>
struct mul_rule {
    static constexpr int TURNS = 1;

    static typename S::out_t of(int, reg<48>&, const typename S::a_t& a, const typename S::b_t& b) {
        FS_HLS(INLINE)
        static constexpr int PRODUCT_BITS = format<typename S::a_t>::BITS + format<typename S::b_t>::BITS + 1;
        const ap_int<18> multiplier = S::MULTIPLIER;
        return rounded<typename S::out_t, S::SHIFT>(multiply<48>(multiply<PRODUCT_BITS>(a, b), multiplier));
    }
};

template <class S>
void mul(hls::stream<pixel<typename S::a_t, S::IN_C>>& a, hls::stream<pixel<typename S::b_t, S::B_C>>& b,
         hls::stream<pixel<typename S::out_t, S::IN_C>>& out) {
    pairwise<S, mul_rule<S>>(a, b, out);
}

}  // namespace fs

#endif
