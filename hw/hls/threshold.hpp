// Mask bit: 1 where x > THRESHOLD. S: in_t, IN_C, PIXELS, THRESHOLD.
#ifndef FS_THRESHOLD_HPP
#define FS_THRESHOLD_HPP

#include "types.hpp"

namespace fs {

template <class S>
void threshold(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, S::IN_C>>& out) {
    for (int p = 0; p < S::PIXELS; ++p) {
        FS_HLS(PIPELINE II=1)
        const pixel<typename S::in_t, S::IN_C> input = in.read();
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        pixel<ap_uint<1>, S::IN_C> result;
        FS_HLS(ARRAY_PARTITION variable=result.v complete)
        for (int c = 0; c < S::IN_C; ++c) {
            FS_HLS(UNROLL)
            result.v[c] = std::int64_t(input.v[c]) > S::THRESHOLD ? 1 : 0;
        }
        out.write(result);
    }
}

}  // namespace fs

#endif
