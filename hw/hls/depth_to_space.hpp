// Output (c, y * BLOCK_Y + i, x * BLOCK_X + j) is input channel (c * BLOCK_Y + i) * BLOCK_X + j at (y, x). The first output row of a
// block is made while the input row is read, the others from one line buffer. S: in_t, IN_C, IN_H, IN_W, BLOCK_Y, BLOCK_X.
#ifndef FS_DEPTH_TO_SPACE_HPP
#define FS_DEPTH_TO_SPACE_HPP

#include "storage.hpp"

namespace fs {

template <class S>
struct space_size {
    static constexpr int OUT_C = S::IN_C / (S::BLOCK_Y * S::BLOCK_X);
    static constexpr int LINE = S::BLOCK_Y > 1 ? S::IN_W : 1;
};

template <class S>
void depth_to_space(hls::stream<pixel<typename S::in_t, S::IN_C>>& in,
                    hls::stream<pixel<typename S::in_t, space_size<S>::OUT_C>>& out) {
    typedef space_size<S> D;
    pixel<typename S::in_t, S::IN_C> line[D::LINE];
    FS_HLS(AGGREGATE variable=line)
    S::line_in::ram(line);
    for (int y = 0; y < S::IN_H; ++y) {
        for (int i = 0; i < S::BLOCK_Y; ++i) {
            for (int x = 0; x < S::IN_W; ++x) {
                for (int j = 0; j < S::BLOCK_X; ++j) {
                    FS_HLS(PIPELINE II=1)
                    const int at = D::LINE > 1 ? x : 0;
                    if (i == 0 && j == 0) line[at] = in.read();
                    pixel<typename S::in_t, D::OUT_C> result;
                    FS_HLS(ARRAY_PARTITION variable=result.v complete)
                    for (int c = 0; c < D::OUT_C; ++c) {
                        FS_HLS(UNROLL)
                        result.v[c] = line[at].v[(c * S::BLOCK_Y + i) * S::BLOCK_X + j];
                    }
                    out.write(result);
                }
            }
        }
    }
}

}  // namespace fs

#endif
