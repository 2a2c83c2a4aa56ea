// One datapath that computes a whole network, operator after operator, a row of results at a time.
//
// Sweep after sweep, the engine goes through its program from the network's input to its output; every operator makes one row if the rows that it
// needs are there and its turn has come (`period`: an operator with a quarter of the rows takes every fourth sweep). How many rows of a map wait
// thus depends on nothing but the program; the planner runs it and counts pages, sweeps and turns (docs/engine.md). Where skips are not to wait at all, the
// image comes twice: in the first pass one deep map is made and held, in the second the shallow ones again, in step with what follows the held one.
//
// A turn of the inner loop reads one word of LANES channels and multiplies it by LANES x LANES weights (dense), or by LANES (depthwise), or compares;
// the last turn of a group of outputs requantises and writes a word of results. S adds to engine_pages.hpp: IN_C, LANES, MAP_WORDS, SWEEPS,
// PASSES, HELD (the operator whose map is held, or -1), HELD_PAGES,
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

// In the place of a page: there is no such row.
constexpr int BESIDE_THE_MAP = -1;

// Stands for the port of a program that keeps no map beside the chip.
struct no_memory {};

template <class S>
struct engine_memories {
    typedef pixel<ap_uint<8>, S::LANES> word_t;
    typedef scale<S::OFFSET_BITS, S::RECTIFIER_BITS> scale_t;
    typedef engine_operator<S> program_t[S::OPERATORS];
    typedef ap_uint<S::PAGE_BITS> pages_t[S::PAGES];
    typedef rom<S::WEIGHT_BITS> dense_t[S::DENSE_WORDS][S::LANES * S::LANES];
    typedef rom<S::WEIGHT_BITS> depthwise_t[S::DEPTHWISE_WORDS][S::LANES];
    typedef scale_t scales_t[S::SCALES];
    typedef word_t maps_t[S::MAP_WORDS];
    // Of the operator at work: a word of LANES scales per group of outputs, and where the rows under its window begin, unless they lie beside the map.
    typedef ap_int<18> multipliers_t[S::MOST_SCALES][S::LANES];
    typedef ap_int<S::OFFSET_BITS> offsets_t[S::MOST_SCALES][S::LANES];
    typedef ap_int<S::RECTIFIER_BITS> rectifiers_t[S::MOST_SCALES][S::LANES];
    typedef int lines_t[S::MOST_ROWS];
    // Of every operator: the next row that it makes, and how many of its rows were given back.
    typedef ap_uint<S::SIDE_BITS> progress_t[S::OPERATORS];
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
    typedef typename engine_memories<S>::word_t word_t;

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
    reg<48> scaled(const engine_operator<S>& op, int lane, bool adds, const ap_int<18>& multiplier, const ap_int<S::OFFSET_BITS>& offset,
                   const ap_int<S::RECTIFIER_BITS>& rectifier) {
        FS_HLS(INLINE)
        reg<S::ACC_BITS> value = acc[lane];
        if (S::RECTIFY && op.rectifies == 1) {
            value = value + rectifier;
            if (value < 0) value = 0;
        }
        const reg<48> product = multiply<48>(value, multiplier);
        partial[lane] = product + (adds ? partial[lane] : reg<48>(offset));
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

// Gives back the rows of an operand that no operator reads any more.
template <class S>
void engine_give_back(typename engine_pages<S>::free_t& free, const typename engine_pages<S>::rows_t& rows, typename engine_pages<S>::left_t& left,
                      const typename engine_pages<S>::classes_t& classes, typename engine_memories<S>::progress_t& given_back,
                      const engine_operator<S>& op, const engine_operand<S>& of, int row, int pass) {
    FS_HLS(INLINE)
    const int height = static_cast<int>(op.in_height), before = static_cast<int>(given_back[static_cast<int>(of.maker)]);
    const int reached = op.first_row(row + 1) - static_cast<int>(of.lag);
    const int end = row == static_cast<int>(op.height) - 1 || reached > height ? height : reached;
    const int count = ((static_cast<int>(of.gives_back) >> pass) & 1) == 1 ? end - before : 0;
    for (int i = 0; i < count; ++i) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_ROWS)
        engine_pages<S>::give_back(free, rows, left, classes, of, before + i);
    }
    if (count > 0) given_back[static_cast<int>(of.maker)] = ap_uint<S::SIDE_BITS>(end);
}

// Whether the rows are there that a row of results needs.
template <class S>
bool engine_is_ready(const typename engine_memories<S>::progress_t& next_row, const engine_operator<S>& op, int row) {
    FS_HLS(INLINE)
    const int needed = op.rows_needed(row);
    const bool first = op.mode == ENGINE_READ || static_cast<int>(next_row[static_cast<int>(op.first.maker)]) >= needed;
    return first && (op.has_second == 0 || static_cast<int>(next_row[static_cast<int>(op.second.maker)]) >= needed);
}

template <class S, class PORT>
void run_engine(hls::stream<pixel<ap_uint<8>, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, 1>>& out,
                const typename engine_memories<S>::program_t& program, const typename engine_pages<S>::classes_t& classes,
                const typename engine_memories<S>::pages_t& pages, const typename engine_memories<S>::dense_t& dense,
                const typename engine_memories<S>::depthwise_t& depthwise, const typename engine_memories<S>::scales_t& scales, PORT memory) {
    FS_HLS(INLINE)
    FS_HLS(AGGREGATE variable=program)
    S::program_in::template rom_of<S::PROGRAM_BITS>(program);
    FS_HLS(AGGREGATE variable=classes)
    S::classes_in::template rom_of<std::int64_t(S::CLASSES) * 2 * S::PAGE_BITS>(classes);
    S::pages_in::rom(pages);
    FS_HLS(ARRAY_RESHAPE variable=dense dim=2 complete)
    S::dense_in::rom(dense);
    FS_HLS(ARRAY_RESHAPE variable=depthwise dim=2 complete)
    S::depthwise_in::rom(depthwise);
    FS_HLS(AGGREGATE variable=scales)
    S::scales_in::template rom_of<std::int64_t(S::SCALES) * (18 + S::OFFSET_BITS + S::RECTIFIER_BITS)>(scales);

    typename engine_memories<S>::maps_t maps;
    FS_HLS(AGGREGATE variable=maps)
    S::maps_in::ram(maps);
    typename engine_memories<S>::multipliers_t multipliers;
    FS_HLS(ARRAY_RESHAPE variable=multipliers dim=2 complete)
    S::scale_multipliers_in::ram(multipliers);
    typename engine_memories<S>::offsets_t offsets;
    FS_HLS(ARRAY_RESHAPE variable=offsets dim=2 complete)
    S::scale_offsets_in::ram(offsets);
    typename engine_memories<S>::rectifiers_t rectifiers;
    FS_HLS(ARRAY_RESHAPE variable=rectifiers dim=2 complete)
    S::scale_rectifiers_in::ram(rectifiers);
    typename engine_pages<S>::free_t free;
    S::free_in::ram(free);
    typename engine_pages<S>::rows_t rows;
    S::rows_in::ram(rows);
    typename engine_memories<S>::progress_t next_row, given_back;
    S::next_row_in::ram(next_row);
    S::given_back_in::ram(given_back);
    typename engine_pages<S>::left_t left;
    FS_HLS(ARRAY_PARTITION variable=left complete)
    typename engine_memories<S>::lines_t lines = {};
    FS_HLS(ARRAY_PARTITION variable=lines complete)

    // A map that is held between passes keeps its pages, which are the last ones, and its entries of the page table.
    for (int pass = 0; pass < S::PASSES; ++pass) {
        for (int i = 0; i < S::RESETS; ++i) {
            FS_HLS(PIPELINE II=1)
            if (i < (pass == 0 ? S::PAGES : S::PAGES - S::HELD_PAGES)) free[i] = pages[i];
            if (i < (pass == 0 || S::HELD < 0 ? S::CLASSES : S::CLASSES - 1)) left[i] = classes[i].count;
            if (i < S::OPERATORS && (pass == 0 || i != S::HELD)) next_row[i] = 0;
            if (i < S::OPERATORS) given_back[i] = 0;
        }
        for (int sweep = 0; sweep < S::SWEEPS; ++sweep) {
            for (int k = 0; k < S::OPERATORS; ++k) {
                const engine_operator<S> op = program[k];
                const int row = static_cast<int>(next_row[k]);
                const bool works = ((static_cast<int>(op.passes) >> pass) & 1) == 1;
                const bool is_due = row < static_cast<int>(op.height) && (sweep & static_cast<int>(op.period)) == 0;
                if (!works || !is_due || !engine_is_ready<S>(next_row, op, row)) continue;
                const int page = op.makes_map() ? engine_pages<S>::take(free, rows, left, classes, op, row) : 0;
                if (op.mode == ENGINE_READ)
                    engine_read<S>(maps, op, page, in);
                else if (op.mode == ENGINE_LOAD)
                    engine_load<S>(maps, op, row, page, memory);
                else if (op.mode == ENGINE_STORE)
                    engine_store<S>(maps, op, row, engine_pages<S>::at(rows, op.first, row), memory);
                else {
                    engine_prepare<S>(rows, lines, multipliers, offsets, rectifiers, op, row, scales);
                    engine_compute<S>(maps, lines, multipliers, offsets, rectifiers, op, row, page, out, dense, depthwise);
                }
                engine_give_back<S>(free, rows, left, classes, given_back, op, op.first, row, pass);
                engine_give_back<S>(free, rows, left, classes, given_back, op, op.second, row, pass);
                next_row[k] = ap_uint<S::SIDE_BITS>(row + 1);
            }
        }
    }
}

// The network on chip.
template <class S>
void engine(hls::stream<pixel<ap_uint<8>, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, 1>>& out,
            const typename engine_memories<S>::program_t& program, const typename engine_pages<S>::classes_t& classes,
            const typename engine_memories<S>::pages_t& pages, const typename engine_memories<S>::dense_t& dense,
            const typename engine_memories<S>::depthwise_t& depthwise, const typename engine_memories<S>::scales_t& scales) {
    run_engine<S>(in, out, program, classes, pages, dense, depthwise, scales, no_memory());
}

// The network with maps in memory beside the chip.
template <class S>
void engine_with_memory(hls::stream<pixel<ap_uint<8>, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, 1>>& out,
                        const typename engine_memories<S>::program_t& program, const typename engine_pages<S>::classes_t& classes,
                        const typename engine_memories<S>::pages_t& pages, const typename engine_memories<S>::dense_t& dense,
                        const typename engine_memories<S>::depthwise_t& depthwise, const typename engine_memories<S>::scales_t& scales,
                        memory_port memory) {
    run_engine<S>(in, out, program, classes, pages, dense, depthwise, scales, memory);
}

}  // namespace fs

#endif
