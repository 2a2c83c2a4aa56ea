// A skip that waits in memory beside the chip: skip_store writes its pixels there, skip_load reads them back. What lets the second follow the
// first is a stream with a token for every burst that the memory has acknowledged; its depth bounds how far the first runs ahead.
// FRAMES frames have room, taken in turn, so that the first can make some more while the second still reads one.
//
// A pixel takes as many words of 64 bits as its channels need, none split across words; a burst holds BURST pixels, the last one of a
// frame filled up with anything. S: in_t, IN_C, PIXELS, BURST, FIRST_WORD (place of the first frame in the memory, in words), FRAMES (4).
#ifndef FS_EXTERNAL_SKIP_HPP
#define FS_EXTERNAL_SKIP_HPP

#include "types.hpp"

#include <hls_burst_maxi.h>

namespace fs {

typedef ap_uint<64> memory_word;
typedef hls::burst_maxi<memory_word> memory_port;
typedef pixel<ap_uint<1>, 1> burst_token;

// The words of a pixel of C channels.
template <class T, int C>
struct pixel_words {
    static constexpr int BITS = format<T>::BITS;
    static constexpr int CHANNELS = 64 / BITS;
    static constexpr int PER_PIXEL = (C + CHANNELS - 1) / CHANNELS;

    // Word w of a pixel.
    static memory_word pack(const pixel<T, C>& from, int w) {
        FS_HLS(INLINE)
        std::uint64_t bits = 0;
        for (int i = 0; i < CHANNELS; ++i) {
            FS_HLS(UNROLL)
            const int c = w * CHANNELS + i;
            if (c < C) bits |= static_cast<std::uint64_t>(ap_uint<BITS>(from.v[c])) << (i * BITS);
        }
        return memory_word(bits);
    }

    // The channels of word w.
    static void unpack(const memory_word& word, int w, pixel<T, C>& to) {
        FS_HLS(INLINE)
        const std::uint64_t bits = static_cast<std::uint64_t>(word);
        for (int i = 0; i < CHANNELS; ++i) {
            FS_HLS(UNROLL)
            const int c = w * CHANNELS + i;
            if (c < C) to.v[c] = T(ap_uint<BITS>(bits >> (i * BITS)));
        }
    }
};

template <class S>
struct skip_words : pixel_words<typename S::in_t, S::IN_C> {
    static constexpr int PER_PIXEL = pixel_words<typename S::in_t, S::IN_C>::PER_PIXEL;
    static constexpr int PER_BURST = S::BURST * PER_PIXEL;
    static constexpr int BURSTS = (S::PIXELS + S::BURST - 1) / S::BURST;
    static constexpr int PER_FRAME = BURSTS * PER_BURST;
    static_assert(S::FRAMES == 4, "two bits count the frames");
};

// A burst is acknowledged while the next one is written.
template <class S>
void skip_store(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<burst_token>& stored, memory_port memory) {
    typedef skip_words<S> words;
    static ap_uint<2> frame = 0;
    FS_HLS(RESET variable=frame)
    const int first = S::FIRST_WORD + int(frame) * words::PER_FRAME;
    burst_token token;
    FS_HLS(ARRAY_PARTITION variable=token.v complete)
    token.v[0] = 1;
    int p = 0;
    for (int burst = 0; burst < words::BURSTS; ++burst) {
        memory.write_request(first + burst * words::PER_BURST, words::PER_BURST);
        pixel<typename S::in_t, S::IN_C> input = {};
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        int w = 0;
        for (int i = 0; i < words::PER_BURST; ++i) {
            FS_HLS(PIPELINE II=1)
            if (w == 0 && p < S::PIXELS) input = in.read();
            if (w == 0) ++p;
            memory.write(words::pack(input, w));
            w = w == words::PER_PIXEL - 1 ? 0 : w + 1;
        }
        if (burst > 0) {
            memory.write_response();
            stored.write(token);
        }
    }
    memory.write_response();
    stored.write(token);
    frame = ap_uint<2>(frame + 1);
}

template <class S>
void skip_load(hls::stream<burst_token>& stored, hls::stream<pixel<typename S::in_t, S::IN_C>>& out, memory_port memory) {
    typedef skip_words<S> words;
    static ap_uint<2> frame = 0;
    FS_HLS(RESET variable=frame)
    const int first = S::FIRST_WORD + int(frame) * words::PER_FRAME;
    int p = 0;
    for (int burst = 0; burst < words::BURSTS; ++burst) {
        stored.read();
        memory.read_request(first + burst * words::PER_BURST, words::PER_BURST);
        pixel<typename S::in_t, S::IN_C> result = {};
        FS_HLS(ARRAY_PARTITION variable=result.v complete)
        int w = 0;
        for (int i = 0; i < words::PER_BURST; ++i) {
            FS_HLS(PIPELINE II=1)
            words::unpack(memory.read(), w, result);
            const bool is_whole = w == words::PER_PIXEL - 1;
            if (is_whole && p < S::PIXELS) out.write(result);
            if (is_whole) ++p;
            w = is_whole ? 0 : w + 1;
        }
    }
    frame = ap_uint<2>(frame + 1);
}

}  // namespace fs

#endif
