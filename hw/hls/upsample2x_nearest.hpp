// Height and width doubled, each pixel a 2x2 block; one line buffer. S: in_t, IN_C, IN_H, IN_W.
#ifndef FS_UPSAMPLE2X_NEAREST_HPP
#define FS_UPSAMPLE2X_NEAREST_HPP

#include "storage.hpp"

namespace fs {

template <class S>
void upsample2x_nearest(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    pixel<typename S::in_t, S::IN_C> line[S::IN_W];
    FS_HLS(AGGREGATE variable=line)
    S::line_in::ram(line);
    for (int y = 0; y < 2 * S::IN_H; ++y) {
        for (int x = 0; x < 2 * S::IN_W; ++x) {
            FS_HLS(PIPELINE II=1)
            if (y % 2 == 0 && x % 2 == 0) line[x / 2] = in.read();
            out.write(line[x / 2]);
        }
    }
}

}  // namespace fs

#endif
