// The loop of the operators on two maps. The second map may have one channel, which then meets every channel of the first, and one
// pixel, which is then read before the first map and kept. RULE makes one integer in TURNS turns: of(turn, partial, a, b), whose last
// turn counts and to which `partial` belongs.
// S: a_t, b_t, out_t, IN_C, PIXELS, B_C, B_PIXELS, LANES.
#ifndef FS_PAIRWISE_HPP
#define FS_PAIRWISE_HPP

#include "requantise.hpp"

namespace fs {

template <class S, class RULE>
void pairwise(hls::stream<pixel<typename S::a_t, S::IN_C>>& a, hls::stream<pixel<typename S::b_t, S::B_C>>& b,
              hls::stream<pixel<typename S::out_t, S::IN_C>>& out) {
    FS_HLS(INLINE)
    pixel<typename S::a_t, S::IN_C> left = {};
    FS_HLS(ARRAY_PARTITION variable=left.v complete)
    pixel<typename S::b_t, S::B_C> right = {};
    FS_HLS(ARRAY_PARTITION variable=right.v complete)
    pixel<typename S::out_t, S::IN_C> result = {};
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    reg<48> partial[S::LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=partial complete)
    for (int p = 0; p < S::PIXELS; ++p) {
        for (int fold = 0; fold < S::IN_C / S::LANES; ++fold) {
            for (int turn = 0; turn < RULE::TURNS; ++turn) {
                FS_HLS(PIPELINE II=1)
                const bool starts = fold == 0 && turn == 0;
                if (starts && (p == 0 || S::B_PIXELS > 1)) right = b.read();
                if (starts) left = a.read();
                for (int l = 0; l < S::LANES; ++l) {
                    FS_HLS(UNROLL)
                    const int c = fold * S::LANES + l;
                    result.v[c] = RULE::of(turn, partial[l], left.v[c], right.v[S::B_C == 1 ? 0 : c]);
                }
                if (fold == S::IN_C / S::LANES - 1 && turn == RULE::TURNS - 1) out.write(result);
            }
        }
    }
}

}  // namespace fs

#endif
