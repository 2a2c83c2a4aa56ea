// The network's ends: bytes of the link to pixels, mask bits to bytes. Channels are interleaved; bit i % 8, least significant first, of
// mask byte i / 8 is pixel i in raster order, the last byte padded with zeros and marked with TLAST.
#ifndef FS_STREAM_IO_HPP
#define FS_STREAM_IO_HPP

#include "types.hpp"

namespace fs {

typedef ap_axiu<8, 0, 0, 0> link_byte;

// S: IN_C, PIXELS.
template <class S>
void read_image(hls::stream<link_byte>& in, hls::stream<pixel<ap_uint<8>, S::IN_C>>& out) {
    pixel<ap_uint<8>, S::IN_C> result = {};
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    for (int p = 0; p < S::PIXELS; ++p) {
        for (int c = 0; c < S::IN_C; ++c) {
            FS_HLS(PIPELINE II=1)
            result.v[c] = in.read().data;
            if (c == S::IN_C - 1) out.write(result);
        }
    }
}

// S: PIXELS.
template <class S>
void write_mask(hls::stream<pixel<ap_uint<1>, 1>>& in, hls::stream<link_byte>& out) {
    std::uint8_t bits = 0;
    for (int p = 0; p < S::PIXELS; ++p) {
        FS_HLS(PIPELINE II=1)
        const ap_uint<1> bit = in.read().v[0];
        if (p % 8 == 0) bits = 0;
        bits = static_cast<std::uint8_t>(bits | (static_cast<unsigned>(bit) << (p % 8)));
        if (p % 8 == 7 || p == S::PIXELS - 1) {
            link_byte beat;
            beat.data = bits;
            beat.keep = 1;
            beat.strb = 1;
            beat.last = p == S::PIXELS - 1;
            out.write(beat);
        }
    }
}

}  // namespace fs

#endif
