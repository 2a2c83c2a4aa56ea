// Sum of two maps with one rounding: clip((a * MULTIPLIER_A + b * MULTIPLIER_B + half) >> SHIFT).
// S: a_t, b_t, out_t, IN_C, PIXELS, LANES, MULTIPLIER_A, MULTIPLIER_B, SHIFT.
#ifndef FS_ADD_HPP
#define FS_ADD_HPP

#include "types.hpp"

namespace fs {

template <class S>
inline typename S::out_t add_one(const typename S::a_t& a, const typename S::b_t& b) {
    FS_HLS(INLINE)
    const std::int64_t half = S::SHIFT == 0 ? 0 : std::int64_t(1) << (S::SHIFT == 0 ? 0 : S::SHIFT - 1);
    const ap_int<18> multiplier_a = S::MULTIPLIER_A, multiplier_b = S::MULTIPLIER_B;
    const reg<48> sum = multiply<48>(a, multiplier_a) + multiply<48>(b, multiplier_b);
    const reg<48> rounded = sum + reg<48>(half);
    return clip<typename S::out_t>(reg<48>(rounded >> S::SHIFT));
}

template <class S>
void add(hls::stream<pixel<typename S::a_t, S::IN_C>>& a, hls::stream<pixel<typename S::b_t, S::IN_C>>& b,
         hls::stream<pixel<typename S::out_t, S::IN_C>>& out) {
    pixel<typename S::a_t, S::IN_C> left = {};
    pixel<typename S::b_t, S::IN_C> right = {};
    pixel<typename S::out_t, S::IN_C> result = {};
    for (int p = 0; p < S::PIXELS; ++p) {
        for (int fold = 0; fold < S::IN_C / S::LANES; ++fold) {
            FS_HLS(PIPELINE II=1)
            if (fold == 0) {
                left = a.read();
                right = b.read();
            }
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                const int c = fold * S::LANES + l;
                result.v[c] = add_one<S>(left.v[c], right.v[c]);
            }
            if (fold == S::IN_C / S::LANES - 1) out.write(result);
        }
    }
}

}  // namespace fs

#endif
