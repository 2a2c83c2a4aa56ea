// Output channel c is input channel channels[c]: slices, splits and shuffles. S: in_t, IN_C, OUT_C, PIXELS, channel_t.
#ifndef FS_CHANNEL_SELECT_HPP
#define FS_CHANNEL_SELECT_HPP

#include "types.hpp"

namespace fs {

template <class S>
void channel_select(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::OUT_C>>& out,
                    const typename S::channel_t (&channels)[S::OUT_C]) {
    FS_HLS(ARRAY_PARTITION variable=channels complete)
    for (int p = 0; p < S::PIXELS; ++p) {
        FS_HLS(PIPELINE II=1)
        const pixel<typename S::in_t, S::IN_C> input = in.read();
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        pixel<typename S::in_t, S::OUT_C> result;
        FS_HLS(ARRAY_PARTITION variable=result.v complete)
        for (int c = 0; c < S::OUT_C; ++c) {
            FS_HLS(UNROLL)
            const int source = channels[c];
            result.v[c] = input.v[source];
        }
        out.write(result);
    }
}

}  // namespace fs

#endif
