// A function of an 8-bit integer by table: entry i belongs to the input whose low 8 bits are i. S: in_t, out_t, IN_C, PIXELS, LANES.
#ifndef FS_TABLE_HPP
#define FS_TABLE_HPP

#include "storage.hpp"

namespace fs {

template <class S>
void table(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::out_t, S::IN_C>>& out,
           const typename S::out_t (&entries)[256]) {
    S::entries_in::rom(entries);
    pixel<typename S::in_t, S::IN_C> input = {};
    FS_HLS(ARRAY_PARTITION variable=input.v complete)
    pixel<typename S::out_t, S::IN_C> result = {};
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    for (int p = 0; p < S::PIXELS; ++p) {
        for (int fold = 0; fold < S::IN_C / S::LANES; ++fold) {
            FS_HLS(PIPELINE II=1)
            if (fold == 0) input = in.read();
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                const int c = fold * S::LANES + l;
                const ap_uint<8> index = ap_uint<8>(input.v[c]);
                result.v[c] = entries[index];
            }
            if (fold == S::IN_C / S::LANES - 1) out.write(result);
        }
    }
}

}  // namespace fs

#endif
