// Sum of two maps with one rounding: clip((a * MULTIPLIER_A + b * MULTIPLIER_B + half) >> SHIFT).
// S adds to that of pairwise.hpp: MULTIPLIER_A, MULTIPLIER_B, SHIFT, TURNS: 1, or 2 for one multiplier that both products share, IN_LOGIC:
// whether the products are made of look-up tables, where the factors are constants.
#ifndef FS_ADD_HPP
#define FS_ADD_HPP

#include "pairwise.hpp"

namespace fs {

template <class S>
struct add_rule {
    static constexpr int TURNS = S::TURNS;

    static typename S::out_t of(int turn, reg<48>& partial, const typename S::a_t& a, const typename S::b_t& b) {
        FS_HLS(INLINE)
        const ap_int<18> multiplier_a = S::MULTIPLIER_A, multiplier_b = S::MULTIPLIER_B;
        if (TURNS == 1)
            return rounded<typename S::out_t, S::SHIFT>(multiply_by<48, S::IN_LOGIC>(a, multiplier_a) + multiply_by<48, S::IN_LOGIC>(b, multiplier_b));
        const reg<48> product = multiply<48>(turn == 0 ? reg<OPERAND_BITS>(a) : reg<OPERAND_BITS>(b), turn == 0 ? multiplier_a : multiplier_b);
        partial = turn == 0 ? product : reg<48>(partial + product);
        return rounded<typename S::out_t, S::SHIFT>(partial);
    }

private:
    static constexpr int OPERAND_BITS = (format<typename S::a_t>::BITS > format<typename S::b_t>::BITS ? format<typename S::a_t>::BITS : format<typename S::b_t>::BITS) + 1;
};

template <class S>
void add(hls::stream<pixel<typename S::a_t, S::IN_C>>& a, hls::stream<pixel<typename S::b_t, S::B_C>>& b,
         hls::stream<pixel<typename S::out_t, S::IN_C>>& out) {
    pairwise<S, add_rule<S>>(a, b, out);
}

}  // namespace fs

#endif
