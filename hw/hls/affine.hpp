// Per-channel requantisation. S: in_t, IN_C, PIXELS, LANES, quant.
#ifndef FS_AFFINE_HPP
#define FS_AFFINE_HPP

#include "requantise.hpp"

namespace fs {

template <class S>
void affine(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::IN_C>>& out,
            const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    FS_HLS(AGGREGATE variable=scales)
    FS_HLS(ARRAY_RESHAPE variable=scales type=cyclic factor=S::LANES)
    S::scales_in::template rom_of<S::IN_C * scale_bits<typename S::quant>::VALUE>(scales);
    pixel<typename S::in_t, S::IN_C> input = {};
    FS_HLS(ARRAY_PARTITION variable=input.v complete)
    pixel<typename S::quant::out_t, S::IN_C> result = {};
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    for (int p = 0; p < S::PIXELS; ++p) {
        for (int fold = 0; fold < S::IN_C / S::LANES; ++fold) {
            FS_HLS(PIPELINE II=1)
            if (fold == 0) input = in.read();
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                const int c = fold * S::LANES + l;
                result.v[c] = requantise<typename S::quant>(input.v[c], scales[c]);
            }
            if (fold == S::IN_C / S::LANES - 1) out.write(result);
        }
    }
}

}  // namespace fs

#endif
