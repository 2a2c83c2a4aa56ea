// Channels of several maps, one map after the other. S: in_t, OUT_C, PIXELS. The streams are the inputs and, last, the output.
#ifndef FS_CONCAT_HPP
#define FS_CONCAT_HPP

#include "types.hpp"

namespace fs {

// All channels are there: FIRST is OUT_C.
template <class S, int FIRST>
inline typename std::enable_if<FIRST == S::OUT_C>::type concat_pixel(const pixel<typename S::in_t, S::OUT_C>& result,
                                                                    hls::stream<pixel<typename S::in_t, S::OUT_C>>& out) {
    FS_HLS(INLINE)
    out.write(result);
}

// Puts the next map's pixel at channel FIRST.
template <class S, int FIRST, int C, class... STREAMS>
inline typename std::enable_if<(FIRST < S::OUT_C)>::type concat_pixel(pixel<typename S::in_t, S::OUT_C>& result,
                                                                     hls::stream<pixel<typename S::in_t, C>>& in, STREAMS&... rest) {
    FS_HLS(INLINE)
    const pixel<typename S::in_t, C> part = in.read();
    FS_HLS(ARRAY_PARTITION variable=part.v complete)
    for (int c = 0; c < C; ++c) {
        FS_HLS(UNROLL)
        result.v[FIRST + c] = part.v[c];
    }
    concat_pixel<S, FIRST + C>(result, rest...);
}

template <class S, class... STREAMS>
void concat(STREAMS&... streams) {
    pixel<typename S::in_t, S::OUT_C> result = {};
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    for (int p = 0; p < S::PIXELS; ++p) {
        FS_HLS(PIPELINE II=1)
        concat_pixel<S, 0>(result, streams...);
    }
}

}  // namespace fs

#endif
