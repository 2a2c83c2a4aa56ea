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

// Rows to and from memory beside the chip.
constexpr int ENGINE_BURST = 64;

inline int engine_burst(int words) {
    FS_HLS(INLINE)
    return words < ENGINE_BURST ? words : ENGINE_BURST;
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
    const int bursts = (words + ENGINE_BURST - 1) / ENGINE_BURST;
    for (int burst = 0; burst < bursts; ++burst) {
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS/64)
        const int done = burst * ENGINE_BURST;
        const int length = engine_burst(words - done);
        memory.write_request(place + done, length);
        for (int i = 0; i < length; ++i) {
            FS_HLS(PIPELINE II=1)
            FS_HLS(LOOP_TRIPCOUNT max=64)
            const typename engine_memories<S>::word_t word = maps[page + done + i];
            FS_HLS(ARRAY_PARTITION variable=word.v complete)
            std::uint64_t bits = 0;
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                bits |= static_cast<std::uint64_t>(word.v[l]) << (8 * l);
            }
            memory.write(memory_word(bits));
        }
        memory.write_response();
    }
}

template <class S>
void engine_load(typename engine_memories<S>::maps_t& maps, const engine_operator<S>& op, int row, int page, memory_port memory) {
    FS_HLS(INLINE)
    const int words = static_cast<int>(op.width) * static_cast<int>(op.groups), place = static_cast<int>(op.region) + row * words;
    const int bursts = (words + ENGINE_BURST - 1) / ENGINE_BURST;
    for (int burst = 0; burst < bursts; ++burst) {
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS/64)
        const int done = burst * ENGINE_BURST;
        const int length = engine_burst(words - done);
        memory.read_request(place + done, length);
        for (int i = 0; i < length; ++i) {
            FS_HLS(PIPELINE II=1)
            FS_HLS(LOOP_TRIPCOUNT max=64)
            const std::uint64_t bits = static_cast<std::uint64_t>(memory.read());
            typename engine_memories<S>::word_t word;
            FS_HLS(ARRAY_PARTITION variable=word.v complete)
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                word.v[l] = ap_uint<8>(bits >> (8 * l));
            }
            maps[page + done + i] = word;
        }
    }
}

}  // namespace fs

#endif
