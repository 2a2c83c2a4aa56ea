// One stream to two readers. S: in_t, IN_C, PIXELS.
#ifndef FS_FORK_HPP
#define FS_FORK_HPP

#include "types.hpp"

namespace fs {

template <class S>
void fork(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& first,
          hls::stream<pixel<typename S::in_t, S::IN_C>>& second) {
    for (int p = 0; p < S::PIXELS; ++p) {
        FS_HLS(PIPELINE II=1)
        const pixel<typename S::in_t, S::IN_C> input = in.read();
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        first.write(input);
        second.write(input);
    }
}

}  // namespace fs

#endif
