// One datapath that computes a whole network, operator after operator, a row of results at a time.
//
// Sweep after sweep, the engine goes through its program from the network's input to its output; every operator makes one row if the rows that it
// needs are there and its turn has come (`period`: an operator with a quarter of the rows takes every fourth sweep). How many rows of a map wait
// thus depends on nothing but the program; the planner runs it and counts pages, sweeps and turns (docs/engine.md).
//
// A turn of the inner loop reads one word of LANES channels and multiplies it by LANES x LANES weights (dense), or by LANES (depthwise), or compares;
// the last turn of a group of outputs requantises and writes a word of results. S adds to engine_pages.hpp: IN_C, LANES, MAP_WORDS, SWEEPS,
// RESETS (the largest of PAGES, OPERATORS and CLASSES), MOST_ROWS (of a window), MOST_SCALES (words of scales of an operator), MOST_TURNS (of a row),
// DENSE_WORDS, DEPTHWISE_WORDS, SCALES, WEIGHT_BITS, ACC_BITS, SHIFT (of the shifts the smallest), OFFSET_BITS, RECTIFY, RECTIFIER_BITS, PROGRAM_BITS,
// THRESHOLD, LOGIT_MIN and LOGIT_MAX (what the mask's logit is clipped to in the integer graph).
#ifndef FS_ENGINE_HPP
#define FS_ENGINE_HPP

#include "engine_pages.hpp"
#include "external_skip.hpp"
#include "requantise.hpp"
#include "trace.hpp"

namespace fs {

// Stands for the port of a program that keeps no map beside the chip.
struct no_memory {};

template <class S>
struct engine_roms {
    typedef scale<S::OFFSET_BITS, S::RECTIFIER_BITS> scale_t;
    typedef engine_operator<S> program_t[S::OPERATORS];
    typedef typename engine_pages<S>::page_class classes_t[S::CLASSES];
    typedef ap_uint<S::PAGE_BITS> pages_t[S::PAGES];
    typedef rom<S::WEIGHT_BITS> dense_t[S::DENSE_WORDS][S::LANES * S::LANES];
    typedef rom<S::WEIGHT_BITS> depthwise_t[S::DEPTHWISE_WORDS][S::LANES];
    typedef scale_t scales_t[S::SCALES];
};

// The scales of the operator at work, a word of LANES per group of outputs.
template <class S>
struct engine_scales {
    ap_int<18> multipliers[S::MOST_SCALES][S::LANES];
    ap_int<S::OFFSET_BITS> offsets[S::MOST_SCALES][S::LANES];
    ap_int<S::RECTIFIER_BITS> rectifiers[S::MOST_SCALES][S::LANES];
};

// Where the rows under the window begin; rows beside the map are not there.
template <class S>
struct engine_lines {
    int page[S::MOST_ROWS];
    bool is_there[S::MOST_ROWS];
};

// Which product of a row comes next: pixel, group of outputs, tap, word of the tap.
template <class S>
struct engine_counter {
    int x, group, ky, kx, j, weight, word, result;

    bool is_first_of_outputs() const {
        FS_HLS(INLINE)
        return ky == 0 && kx == 0 && j == 0;
    }
    bool is_last_of_outputs(const engine_operator<S>& op) const {
        FS_HLS(INLINE)
        return j == static_cast<int>(op.tap_words) - 1 && kx == static_cast<int>(op.columns) - 1 && ky == static_cast<int>(op.rows) - 1;
    }
    void advance(const engine_operator<S>& op) {
        FS_HLS(INLINE)
        const bool tap_done = j == static_cast<int>(op.tap_words) - 1;
        const bool row_done = tap_done && kx == static_cast<int>(op.columns) - 1;
        const bool group_done = row_done && ky == static_cast<int>(op.rows) - 1;
        const bool pixel_done = group_done && group == static_cast<int>(op.groups) - 1;
        j = tap_done ? 0 : j + 1;
        kx = row_done ? 0 : tap_done ? kx + 1 : kx;
        ky = group_done ? 0 : row_done ? ky + 1 : ky;
        weight = pixel_done ? 0 : weight + 1;
        word = pixel_done ? 0 : group_done ? word + static_cast<int>(op.step) : word;
        group = pixel_done ? 0 : group_done ? group + 1 : group;
        result = group_done ? result + 1 : result;
        x = pixel_done ? x + 1 : x;
    }
};

template <class S>
struct engine_datapath {
    typedef pixel<ap_uint<8>, S::LANES> word_t;
    typedef engine_roms<S> roms;

    // Below every operand.
    static constexpr int LEAST = -256;

    reg<S::ACC_BITS> acc[S::LANES];
    reg<48> partial[S::LANES];

    // Channel c of a word as a number.
    static reg<9> value(const word_t& word, int c, bool is_signed) {
        FS_HLS(INLINE)
        const int bits = static_cast<int>(word.v[c]);
        return reg<9>(is_signed && bits > 127 ? bits - 256 : bits);
    }

    void accumulate(const engine_operator<S>& op, const word_t& word, bool is_signed, bool is_there, bool starts,
                    const rom<S::WEIGHT_BITS> (&dense)[S::LANES * S::LANES], const rom<S::WEIGHT_BITS> (&depthwise)[S::LANES]) {
        FS_HLS(INLINE)
        typedef reg<S::WEIGHT_BITS + 9> product_t;
        const bool is_dense = op.mode == ENGINE_DENSE || op.mode == ENGINE_MASK;
        reg<9> x[S::LANES];
        FS_HLS(ARRAY_PARTITION variable=x complete)
        for (int i = 0; i < S::LANES; ++i) {
            FS_HLS(UNROLL)
            x[i] = value(word, i, is_signed);
        }
        for (int o = 0; o < S::LANES; ++o) {
            FS_HLS(UNROLL)
            const reg<S::ACC_BITS> before = starts ? reg<S::ACC_BITS>(op.mode == ENGINE_MAXIMUM ? LEAST : 0) : acc[o];
            reg<S::ACC_BITS> sum = before;
            if (is_dense) {
                for (int i = 0; i < S::LANES; ++i) {
                    FS_HLS(UNROLL)
                    sum = sum + product_t(multiply<S::WEIGHT_BITS + 9>(dense[o * S::LANES + i], x[i]));
                }
            } else if (op.mode == ENGINE_DEPTHWISE) {
                sum = sum + product_t(multiply<S::WEIGHT_BITS + 9>(depthwise[o], x[o]));
            } else if (op.mode == ENGINE_ADD || (is_there && x[o] > before)) {
                sum = x[o];
            }
            acc[o] = sum;
        }
    }

    // The rounding rule without its clip. The second operand of a sum is added to the first.
    reg<48> scaled(const engine_operator<S>& op, const engine_scales<S>& scales, int scale_word, int lane, bool adds) {
        FS_HLS(INLINE)
        reg<S::ACC_BITS> value = acc[lane];
        if (S::RECTIFY && op.rectifies == 1) {
            value = value + scales.rectifiers[scale_word][lane];
            if (value < 0) value = 0;
        }
        const reg<48> product = multiply<48>(value, scales.multipliers[scale_word][lane]);
        partial[lane] = product + (adds ? partial[lane] : reg<48>(scales.offsets[scale_word][lane]));
        return reg<48>(reg<48>(partial[lane] >> S::SHIFT) >> static_cast<int>(op.shift));
    }

#ifdef FS_TRACE
    static int logit(const reg<48>& value) {
        return static_cast<int>(value < S::LOGIT_MIN ? reg<48>(S::LOGIT_MIN) : value > S::LOGIT_MAX ? reg<48>(S::LOGIT_MAX) : value);
    }
#endif

    static reg<9> clipped(const engine_operator<S>& op, const reg<48>& value) {
        FS_HLS(INLINE)
        const int low = static_cast<int>(op.low), high = static_cast<int>(op.high);
        return value < low ? reg<9>(low) : value > high ? reg<9>(high) : reg<9>(value);
    }
};

template <class S>
struct engine_state {
    typedef typename engine_datapath<S>::word_t word_t;

    engine_pages<S> pages;
    engine_scales<S> scales;
    engine_lines<S> lines;
    ap_uint<S::SIDE_BITS> next_row[S::OPERATORS];
};

// Where the rows of the operands begin, and the scales.
template <class S>
void engine_prepare(engine_state<S>& state, const engine_operator<S>& op, int row, const typename engine_roms<S>::scales_t& scales) {
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
            const bool second = op.mode == ENGINE_ADD && i == 1;
            state.lines.is_there[i] = op.is_linear == 1 || wanted == near;
            state.lines.page[i] = static_cast<int>(
                second ? state.pages.at(op.second.table, op.second.wrap, near) : state.pages.at(op.first.table, op.first.wrap, near));
        }
        if (i < count) {
            const typename engine_roms<S>::scale_t& from = scales[static_cast<int>(op.scales) + i];
            state.scales.multipliers[word][lane] = from.multiplier;
            state.scales.offsets[word][lane] = from.offset;
            state.scales.rectifiers[word][lane] = from.rectifier;
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
template <class S, class MAPS>
void engine_compute(engine_state<S>& state, MAPS& maps, const engine_operator<S>& op, int row, int page,
                    hls::stream<pixel<ap_uint<1>, 1>>& out, const typename engine_roms<S>::dense_t& dense,
                    const typename engine_roms<S>::depthwise_t& depthwise) {
    FS_HLS(INLINE)
    typedef typename engine_state<S>::word_t word_t;
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
        const bool is_there = state.lines.is_there[at.ky] && (op.is_linear == 1 || wanted == column);
        word_t word = filled<ap_uint<8>, S::LANES>(0);
        if (is_there) word = maps[state.lines.page[at.ky] + column * static_cast<int>(op.pixel_words) + at.word + at.j];
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
                const reg<48> value = path.scaled(op, state.scales, scale_word, l, second);
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

// A row of the image, a word per pixel.
template <class S, class MAPS>
void engine_read(MAPS& maps, const engine_operator<S>& op, int page, hls::stream<pixel<ap_uint<8>, S::IN_C>>& in) {
    FS_HLS(INLINE)
    for (int x = 0; x < static_cast<int>(op.width); ++x) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS)
        const pixel<ap_uint<8>, S::IN_C> input = in.read();
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        typename engine_state<S>::word_t word = filled<ap_uint<8>, S::LANES>(0);
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

template <class S, class MAPS>
void engine_store(MAPS&, const engine_operator<S>&, int, int, no_memory) {
    FS_HLS(INLINE)
}

template <class S, class MAPS>
void engine_load(MAPS&, const engine_operator<S>&, int, int, no_memory) {
    FS_HLS(INLINE)
}

template <class S, class MAPS>
void engine_store(MAPS& maps, const engine_operator<S>& op, int row, int page, memory_port memory) {
    FS_HLS(INLINE)
    const int words = static_cast<int>(op.width) * static_cast<int>(op.groups), place = static_cast<int>(op.region) + row * words;
    for (int done = 0; done < words; done += ENGINE_BURST) {
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS/64)
        const int length = engine_burst(words - done);
        memory.write_request(place + done, length);
        for (int i = 0; i < length; ++i) {
            FS_HLS(PIPELINE II=1)
            FS_HLS(LOOP_TRIPCOUNT max=64)
            const typename engine_state<S>::word_t word = maps[page + done + i];
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

template <class S, class MAPS>
void engine_load(MAPS& maps, const engine_operator<S>& op, int row, int page, memory_port memory) {
    FS_HLS(INLINE)
    const int words = static_cast<int>(op.width) * static_cast<int>(op.groups), place = static_cast<int>(op.region) + row * words;
    for (int done = 0; done < words; done += ENGINE_BURST) {
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_TURNS/64)
        const int length = engine_burst(words - done);
        memory.read_request(place + done, length);
        for (int i = 0; i < length; ++i) {
            FS_HLS(PIPELINE II=1)
            FS_HLS(LOOP_TRIPCOUNT max=64)
            const std::uint64_t bits = static_cast<std::uint64_t>(memory.read());
            typename engine_state<S>::word_t word;
            FS_HLS(ARRAY_PARTITION variable=word.v complete)
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                word.v[l] = ap_uint<8>(bits >> (8 * l));
            }
            maps[page + done + i] = word;
        }
    }
}

// Gives back the rows of an operand that no operator reads any more.
template <class S>
void engine_give_back(engine_state<S>& state, const typename engine_roms<S>::classes_t& classes, const engine_operator<S>& op,
                      const engine_operand<S>& of, int row) {
    FS_HLS(INLINE)
    if (of.gives_back == 0) return;
    const int height = static_cast<int>(op.in_height), before = static_cast<int>(state.pages.given_back[static_cast<int>(of.maker)]);
    const int reached = op.first_row(row + 1) - static_cast<int>(of.lag);
    const int end = row == static_cast<int>(op.height) - 1 || reached > height ? height : reached;
    for (int r = before; r < end; ++r) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_ROWS)
        state.pages.give_back(classes, of, r);
    }
    if (end > before) state.pages.given_back[static_cast<int>(of.maker)] = ap_uint<S::SIDE_BITS>(end);
}

// Whether the rows are there that a row of results needs.
template <class S>
bool engine_is_ready(const engine_state<S>& state, const engine_operator<S>& op, int row) {
    FS_HLS(INLINE)
    const int needed = op.rows_needed(row);
    const bool first = op.mode == ENGINE_READ || static_cast<int>(state.next_row[static_cast<int>(op.first.maker)]) >= needed;
    return first && (op.has_second == 0 || static_cast<int>(state.next_row[static_cast<int>(op.second.maker)]) >= needed);
}

template <class S, class PORT>
void run_engine(hls::stream<pixel<ap_uint<8>, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, 1>>& out,
                const typename engine_roms<S>::program_t& program, const typename engine_roms<S>::classes_t& classes,
                const typename engine_roms<S>::pages_t& pages, const typename engine_roms<S>::dense_t& dense,
                const typename engine_roms<S>::depthwise_t& depthwise, const typename engine_roms<S>::scales_t& scales, PORT memory) {
    FS_HLS(INLINE)
    typename engine_state<S>::word_t maps[S::MAP_WORDS];
    FS_HLS(AGGREGATE variable=maps)
    S::maps_in::ram(maps);
    engine_state<S> state;
    FS_HLS(ARRAY_PARTITION variable=state.lines.page complete)
    FS_HLS(ARRAY_PARTITION variable=state.lines.is_there complete)
    FS_HLS(ARRAY_PARTITION variable=state.pages.left complete)
    FS_HLS(ARRAY_RESHAPE variable=state.scales.multipliers dim=2 complete)
    FS_HLS(ARRAY_RESHAPE variable=state.scales.offsets dim=2 complete)
    FS_HLS(ARRAY_RESHAPE variable=state.scales.rectifiers dim=2 complete)
    S::scale_multipliers_in::ram(state.scales.multipliers);
    S::scale_offsets_in::ram(state.scales.offsets);
    S::scale_rectifiers_in::ram(state.scales.rectifiers);
    S::free_in::ram(state.pages.free);
    S::rows_in::ram(state.pages.rows);
    S::given_back_in::ram(state.pages.given_back);
    S::next_row_in::ram(state.next_row);
    FS_HLS(ARRAY_RESHAPE variable=dense dim=2 complete)
    FS_HLS(ARRAY_RESHAPE variable=depthwise dim=2 complete)
    S::dense_in::rom(dense);
    S::depthwise_in::rom(depthwise);
    FS_HLS(AGGREGATE variable=scales)
    FS_HLS(AGGREGATE variable=program)
    FS_HLS(AGGREGATE variable=classes)
    S::scales_in::template rom_of<std::int64_t(S::SCALES) * (18 + S::OFFSET_BITS + S::RECTIFIER_BITS)>(scales);
    S::program_in::template rom_of<S::PROGRAM_BITS>(program);
    S::classes_in::template rom_of<std::int64_t(S::CLASSES) * 2 * S::PAGE_BITS>(classes);
    S::pages_in::rom(pages);

    for (int i = 0; i < S::RESETS; ++i) {
        FS_HLS(PIPELINE II=1)
        if (i < S::PAGES) state.pages.free[i] = pages[i];
        if (i < S::CLASSES) state.pages.left[i] = classes[i].count;
        if (i < S::OPERATORS) state.next_row[i] = 0;
        if (i < S::OPERATORS) state.pages.given_back[i] = 0;
    }
    for (int sweep = 0; sweep < S::SWEEPS; ++sweep) {
        for (int k = 0; k < S::OPERATORS; ++k) {
            const engine_operator<S>& op = program[k];
            const int row = static_cast<int>(state.next_row[k]);
            const bool is_due = row < static_cast<int>(op.height) && (sweep & static_cast<int>(op.period)) == 0;
            if (!is_due || !engine_is_ready(state, op, row)) continue;
            const int page = op.makes_map() ? static_cast<int>(state.pages.take(
                                                  classes, static_cast<int>(op.page_class), static_cast<int>(op.table) + (row & static_cast<int>(op.wrap))))
                                            : 0;
            if (op.mode == ENGINE_READ)
                engine_read<S>(maps, op, page, in);
            else if (op.mode == ENGINE_LOAD)
                engine_load<S>(maps, op, row, page, memory);
            else if (op.mode == ENGINE_STORE)
                engine_store<S>(maps, op, row, static_cast<int>(state.pages.at(op.first.table, op.first.wrap, row)), memory);
            else {
                engine_prepare<S>(state, op, row, scales);
                engine_compute<S>(state, maps, op, row, page, out, dense, depthwise);
            }
            engine_give_back<S>(state, classes, op, op.first, row);
            engine_give_back<S>(state, classes, op, op.second, row);
            state.next_row[k] = ap_uint<S::SIDE_BITS>(row + 1);
        }
    }
}

// The network on chip.
template <class S>
void engine(hls::stream<pixel<ap_uint<8>, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, 1>>& out,
            const typename engine_roms<S>::program_t& program, const typename engine_roms<S>::classes_t& classes,
            const typename engine_roms<S>::pages_t& pages, const typename engine_roms<S>::dense_t& dense,
            const typename engine_roms<S>::depthwise_t& depthwise, const typename engine_roms<S>::scales_t& scales) {
    run_engine<S>(in, out, program, classes, pages, dense, depthwise, scales, no_memory());
}

// The network with maps in memory beside the chip.
template <class S>
void engine_with_memory(hls::stream<pixel<ap_uint<8>, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, 1>>& out,
                        const typename engine_roms<S>::program_t& program, const typename engine_roms<S>::classes_t& classes,
                        const typename engine_roms<S>::pages_t& pages, const typename engine_roms<S>::dense_t& dense,
                        const typename engine_roms<S>::depthwise_t& depthwise, const typename engine_roms<S>::scales_t& scales,
                        memory_port memory) {
    run_engine<S>(in, out, program, classes, pages, dense, depthwise, scales, memory);
}

}  // namespace fs

#endif
