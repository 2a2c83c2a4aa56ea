// Channel CLASS minus the largest other channel, exact. S: in_t, out_t, IN_C, PIXELS, CLASS.
#ifndef FS_MARGIN_HPP
#define FS_MARGIN_HPP

#include "types.hpp"

namespace fs {

template <class S>
void margin(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::out_t, 1>>& out) {
    typedef reg<format<typename S::in_t>::BITS + 2> difference_t;
    for (int p = 0; p < S::PIXELS; ++p) {
        FS_HLS(PIPELINE II=1)
        const pixel<typename S::in_t, S::IN_C> input = in.read();
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        typename S::in_t largest = input.v[S::CLASS == 0 ? 1 : 0];
        for (int c = 0; c < S::IN_C; ++c) {
            FS_HLS(UNROLL)
            if (c != S::CLASS && input.v[c] > largest) largest = input.v[c];
        }
        pixel<typename S::out_t, 1> result;
        FS_HLS(ARRAY_PARTITION variable=result.v complete)
        result.v[0] = typename S::out_t(difference_t(difference_t(input.v[S::CLASS]) - difference_t(largest)));
        out.write(result);
    }
}

}  // namespace fs

#endif
