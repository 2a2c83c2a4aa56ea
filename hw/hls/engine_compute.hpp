// A row of the shared engine's results from rows of maps. For S see engine.hpp.
#ifndef FS_ENGINE_COMPUTE_HPP
#define FS_ENGINE_COMPUTE_HPP

#include "engine_datapath.hpp"
#include "engine_pages.hpp"
#include "trace.hpp"

namespace fs {

// Where the rows of the operands begin, and the scales.
template <class S>
void engine_prepare(const typename engine_pages<S>::rows_t& rows, typename engine_memories<S>::lines_t& lines,
                    typename engine_memories<S>::multipliers_t& multipliers, typename engine_memories<S>::offsets_t& offsets,
                    typename engine_memories<S>::rectifiers_t& rectifiers, const engine_operator<S>& op, int row,
                    const typename engine_memories<S>::scales_t& scales) {
    FS_HLS(INLINE)
    const int first = op.first_row(row), last = static_cast<int>(op.in_height) - 1;
    const int count = static_cast<int>(op.scale_words) * S::LANES;
    const int turns = count > static_cast<int>(op.rows) ? count : static_cast<int>(op.rows);
    int lane = 0, word = 0;
    for (int i = 0; i < turns; ++i) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_SCALES*S::LANES)
        if (i < static_cast<int>(op.rows)) {
            const int wanted = first + i * static_cast<int>(op.dilation_y);
            const int near = wanted < 0 ? 0 : wanted > last ? last : wanted;
            const bool is_there = op.is_linear == 1 || wanted == near;
            const bool second = op.mode == ENGINE_ADD && i == 1;
            lines[i] = !is_there ? BESIDE_THE_MAP : second ? engine_pages<S>::at(rows, op.second, near) : engine_pages<S>::at(rows, op.first, near);
        }
        if (i < count) {
            const typename engine_memories<S>::scale_t from = scales[static_cast<int>(op.scales) + i];
            multipliers[word][lane] = from.multiplier;
            offsets[word][lane] = from.offset;
            rectifiers[word][lane] = from.rectifier;
            word = lane == S::LANES - 1 ? word + 1 : word;
            lane = lane == S::LANES - 1 ? 0 : lane + 1;
        }
    }
}

#ifdef FS_TRACE
// What a result is in the integer graph.
template <class S>
inline void engine_trace(const engine_operator<S>& op, int row, int x, int group, int lane, int value) {
    const int channel = group * S::LANES + lane;
    if (channel >= static_cast<int>(op.channels)) return;
    const int width = static_cast<int>(op.width), channels = static_cast<int>(op.channels);
    trace_at(static_cast<int>(op.node), (row * width + x) * channels + channel, value);
    if (op.spread > 0)
        trace_at(static_cast<int>(op.spread) - 1, ((row / 2) * (width / 2) + x / 2) * 4 * channels + 4 * channel + 2 * (row % 2) + x % 2, value);
}
#endif

// A row of results from rows of maps.
template <class S>
void engine_compute(typename engine_memories<S>::maps_t& maps, const typename engine_memories<S>::lines_t& lines,
                    const typename engine_memories<S>::multipliers_t& multipliers, const typename engine_memories<S>::offsets_t& offsets,
                    const typename engine_memories<S>::rectifiers_t& rectifiers, const engine_operator<S>& op, int row, int page,
                    hls::stream<pixel<ap_uint<1>, 1>>& out, const typename engine_memories<S>::dense_t& dense,
                    const typename engine_memories<S>::depthwise_t& depthwise) {
    FS_HLS(INLINE)
    typedef typename engine_memories<S>::word_t word_t;
    engine_datapath<S> path;
    FS_HLS(ARRAY_PARTITION variable=path.acc complete)
    FS_HLS(ARRAY_PARTITION variable=path.partial complete)
    engine_counter<S> at = {};
    const int per_pixel = static_cast<int>(op.groups) * static_cast<int>(op.rows) * static_cast<int>(op.columns) * static_cast<int>(op.tap_words);
    const int turns = static_cast<int>(op.width) * per_pixel;
    const int phase_row = op.doubles == 1 ? 2 * (row & 1) : 0;
    for (int i = 0; i < turns; ++i) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS)
        FS_HLS(DEPENDENCE variable=maps type=inter false)
        const bool second = op.mode == ENGINE_ADD && at.ky == 1;
        const int phase = phase_row + (op.doubles == 1 ? at.x & 1 : 0);
        const int corner = op.doubles == 1 ? (at.x >> 1) + (op.is_linear == 1 ? at.x & 1 : 0) : at.x * static_cast<int>(op.stride_x);
        const int wanted = corner - static_cast<int>(op.left) + at.kx * static_cast<int>(op.dilation_x);
        const int last = static_cast<int>(op.in_width) - 1;
        const int column = wanted < 0 ? 0 : wanted > last ? last : wanted;
        const bool is_there = lines[at.ky] != BESIDE_THE_MAP && (op.is_linear == 1 || wanted == column);
        word_t word = filled<ap_uint<8>, S::LANES>(0);
        FS_HLS(ARRAY_PARTITION variable=word.v complete)
        if (is_there) word = maps[lines[at.ky] + column * static_cast<int>(op.pixel_words) + at.word + at.j];
        const int weight = static_cast<int>(op.weights) + phase * static_cast<int>(op.phase_weights) + at.weight;
        const bool is_dense = op.mode == ENGINE_DENSE || op.mode == ENGINE_MASK, is_depthwise = op.mode == ENGINE_DEPTHWISE;
        path.accumulate(op, word, (second ? op.second.is_signed : op.first.is_signed) == 1, is_there, at.is_first_of_outputs() || op.mode == ENGINE_ADD,
                        dense[is_dense ? weight : 0], depthwise[is_depthwise ? weight : 0]);
        const bool is_last = at.is_last_of_outputs(op);
        if (is_last || op.mode == ENGINE_ADD) {
            const int scale_word = op.scaling == ENGINE_UNIFORM ? 0
                                 : op.scaling == ENGINE_BY_OPERAND ? at.ky
                                 : phase * static_cast<int>(op.phase_scales) + at.group;
            word_t result;
            FS_HLS(ARRAY_PARTITION variable=result.v complete)
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                const reg<48> value = path.scaled(
                    op, l, second, multipliers[scale_word][l], offsets[scale_word][l], rectifiers[scale_word][l]);
                result.v[l] = ap_uint<8>(path.clipped(op, value));
                if (l == 0 && is_last && op.mode == ENGINE_MASK) {
                    pixel<ap_uint<1>, 1> bit;
                    FS_HLS(ARRAY_PARTITION variable=bit.v complete)
                    bit.v[0] = value > S::THRESHOLD ? 1 : 0;
                    out.write(bit);
                }
#ifdef FS_TRACE
                if (is_last) engine_trace<S>(op, row, at.x, at.group, l, op.mode == ENGINE_MASK ? path.logit(value) : static_cast<int>(path.clipped(op, value)));
#endif
            }
            if (is_last && op.mode != ENGINE_MASK) maps[page + at.result] = result;
        }
        at.advance(op);
    }
}

}  // namespace fs

#endif
