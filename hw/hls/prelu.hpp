// clip((x * M + half) >> SHIFT) with M = POSITIVE where x is positive, else the channel's own. S: in_t, out_t, IN_C, PIXELS, LANES,
// POSITIVE, SHIFT.
#ifndef FS_PRELU_HPP
#define FS_PRELU_HPP

#include "requantise.hpp"

namespace fs {

template <class S>
void prelu(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::out_t, S::IN_C>>& out,
           const ap_int<18> (&slopes)[S::IN_C]) {
    FS_HLS(ARRAY_RESHAPE variable=slopes type=cyclic factor=S::LANES)
    S::slopes_in::rom(slopes);
    pixel<typename S::in_t, S::IN_C> input = {};
    FS_HLS(ARRAY_PARTITION variable=input.v complete)
    pixel<typename S::out_t, S::IN_C> result = {};
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    const ap_int<18> positive = S::POSITIVE;
    for (int p = 0; p < S::PIXELS; ++p) {
        for (int fold = 0; fold < S::IN_C / S::LANES; ++fold) {
            FS_HLS(PIPELINE II=1)
            if (fold == 0) input = in.read();
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                const int c = fold * S::LANES + l;
                const ap_int<18> multiplier = input.v[c] > 0 ? positive : slopes[c];
                result.v[c] = rounded<typename S::out_t, S::SHIFT>(multiply<48>(input.v[c], multiplier));
            }
            if (fold == S::IN_C / S::LANES - 1) out.write(result);
        }
    }
}

}  // namespace fs

#endif
