// Rows that the shared engine takes from the image, and those that wait in memory beside the chip. For S see engine.hpp.
#ifndef FS_ENGINE_MOVE_HPP
#define FS_ENGINE_MOVE_HPP

#include "engine_datapath.hpp"
#include "external_skip.hpp"

namespace fs {

// Stands for the port of a program that keeps no map beside the chip.
struct no_memory {};

// A row of the image, a word per pixel.
template <class S>
void engine_read(typename engine_memories<S>::maps_t& maps, const engine_operator<S>& op, int page, hls::stream<pixel<ap_uint<8>, S::IN_C>>& in) {
    FS_HLS(INLINE)
    const int width = static_cast<int>(op.width);
    for (int x = 0; x < width; ++x) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS)
        const pixel<ap_uint<8>, S::IN_C> input = in.read();
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        typename engine_memories<S>::word_t word = filled<ap_uint<8>, S::LANES>(0);
        FS_HLS(ARRAY_PARTITION variable=word.v complete)
        for (int c = 0; c < S::IN_C; ++c) {
            FS_HLS(UNROLL)
            word.v[c] = input.v[c];
        }
        maps[page + x] = word;
    }
}

// Rows to and from memory beside the chip, BURST words at a time.
template <class S>
int engine_burst(int words) {
    FS_HLS(INLINE)
    return words < S::BURST ? words : S::BURST;
}

template <class S>
void engine_store(typename engine_memories<S>::maps_t&, const engine_operator<S>&, int, int, no_memory) {
    FS_HLS(INLINE)
}

template <class S>
void engine_load(typename engine_memories<S>::maps_t&, const engine_operator<S>&, int, int, no_memory) {
    FS_HLS(INLINE)
}

template <class S>
void engine_store(typename engine_memories<S>::maps_t& maps, const engine_operator<S>& op, int row, int page, memory_port memory) {
    FS_HLS(INLINE)
    const int words = static_cast<int>(op.width) * static_cast<int>(op.groups), place = static_cast<int>(op.region) + row * words;
    const int bursts = (words + S::BURST - 1) / S::BURST;
    for (int burst = 0; burst < bursts; ++burst) {
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS/S::BURST)
        const int done = burst * S::BURST;
        const int length = engine_burst<S>(words - done);
        memory.write_request(place + done, length);
        for (int i = 0; i < length; ++i) {
            FS_HLS(PIPELINE II=1)
            FS_HLS(LOOP_TRIPCOUNT max=S::BURST)
            const typename engine_memories<S>::word_t word = maps[page + done + i];
            FS_HLS(ARRAY_PARTITION variable=word.v complete)
            memory.write(pixel_words<ap_uint<8>, S::LANES>::pack(word, 0));
        }
        memory.write_response();
    }
}

template <class S>
void engine_load(typename engine_memories<S>::maps_t& maps, const engine_operator<S>& op, int row, int page, memory_port memory) {
    FS_HLS(INLINE)
    const int words = static_cast<int>(op.width) * static_cast<int>(op.groups), place = static_cast<int>(op.region) + row * words;
    const int bursts = (words + S::BURST - 1) / S::BURST;
    for (int burst = 0; burst < bursts; ++burst) {
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS/S::BURST)
        const int done = burst * S::BURST;
        const int length = engine_burst<S>(words - done);
        memory.read_request(place + done, length);
        for (int i = 0; i < length; ++i) {
            FS_HLS(PIPELINE II=1)
            FS_HLS(LOOP_TRIPCOUNT max=S::BURST)
            typename engine_memories<S>::word_t word;
            FS_HLS(ARRAY_PARTITION variable=word.v complete)
            pixel_words<ap_uint<8>, S::LANES>::unpack(memory.read(), 0, word);
            maps[page + done + i] = word;
        }
    }
}

}  // namespace fs

#endif
