// Per-channel requantisation. S: in_t, IN_C, PIXELS, LANES, quant.
#ifndef FS_AFFINE_HPP
#define FS_AFFINE_HPP

#include "requantise.hpp"

namespace fs {

template <class S>
void affine(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::IN_C>>& out,
            const scale_of<typename S::quant> (&scales)[S::IN_C]) {
    pixel<typename S::in_t, S::IN_C> input = {};
    pixel<typename S::quant::out_t, S::IN_C> result = {};
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
