// One datapath that computes a whole network, operator after operator, a row of results at a time.
//
// Sweep after sweep, the engine goes through its program from the network's input to its output; every operator makes one row if the rows that it
// needs are there and its turn has come (`period`: an operator with a quarter of the rows takes every fourth sweep). How many rows of a map wait
// thus depends on nothing but the program; the planner runs it and counts pages, sweeps and turns (docs/engine.md). A frame is one pass over the program, or several, in each of
// which some operators work (`pass`, `is_twice`): either the image comes twice, one deep map being held between the passes, or maps go from pass to pass through memory beside the chip.
//
// A turn of the inner loop reads one word of LANES channels and multiplies it by LANES x LANES weights (dense), or by LANES (depthwise), or compares;
// the last turn of a group of outputs requantises and writes a word of results. S adds to engine_pages.hpp: IN_C, LANES, MAP_WORDS, SWEEPS (of the longest pass),
// RESETS (the largest of PAGES, OPERATORS and CLASSES), MOST_ROWS (of a window), MOST_SCALES (words of scales of an operator), MOST_TURNS (of a row),
// BURST (words to and from memory at a time), DENSE_WORDS, DEPTHWISE_WORDS, SCALES, DENSE_BITS, DEPTHWISE_BITS (of weights), ACC_BITS, SHIFT (of the shifts the smallest), OFFSET_BITS, RECTIFY, RECTIFIER_BITS, PROGRAM_BITS,
// THRESHOLD, LOGIT_MIN and LOGIT_MAX (what the mask's logit is clipped to in the integer graph).
#ifndef FS_ENGINE_HPP
#define FS_ENGINE_HPP

#include "engine_compute.hpp"
#include "engine_move.hpp"

namespace fs {

// Gives back the rows of an operand that no operator reads any more.
template <class S>
void engine_give_back(typename engine_pages<S>::free_t& free, const typename engine_pages<S>::rows_t& rows, typename engine_pages<S>::left_t& left,
                      const typename engine_pages<S>::classes_t& classes, typename engine_memories<S>::progress_t& given_back,
                      const engine_operator<S>& op, const engine_operand<S>& of, int row, int pass) {
    FS_HLS(INLINE)
    const int height = static_cast<int>(op.in_height), before = static_cast<int>(given_back[static_cast<int>(of.maker)]);
    const int reached = op.first_row(row + 1) - static_cast<int>(of.lag);
    const int end = row == static_cast<int>(op.height) - 1 || reached > height ? height : reached;
    const int count = ((static_cast<int>(of.gives_back) >> (pass - static_cast<int>(op.pass))) & 1) == 1 ? end - before : 0;
    for (int i = 0; i < count; ++i) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(LOOP_TRIPCOUNT max=S::MOST_ROWS)
        engine_pages<S>::give_back(free, rows, left, classes, of, before + i);
    }
    if (count > 0) given_back[static_cast<int>(of.maker)] = ap_uint<S::SIDE_BITS>(end);
}

template <class S>
bool engine_works(const engine_operator<S>& op, int pass) {
    FS_HLS(INLINE)
    return pass == static_cast<int>(op.pass) || (op.is_twice == 1 && pass == static_cast<int>(op.pass) + 1);
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
                const typename engine_memories<S>::pages_t& pages, const typename engine_pages<S>::sweeps_t& sweeps, const typename engine_memories<S>::dense_t& dense,
                const typename engine_memories<S>::depthwise_t& depthwise, const typename engine_memories<S>::scales_t& scales, PORT memory) {
    FS_HLS(INLINE)
    FS_HLS(AGGREGATE variable=program)
    S::program_in::template rom_of<S::PROGRAM_BITS>(program);
    FS_HLS(AGGREGATE variable=classes)
    S::classes_in::template rom_of<std::int64_t(S::CLASSES) * 2 * S::PAGE_BITS>(classes);
    S::pages_in::rom(pages);
    S::sweeps_in::rom(sweeps);
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

    // Operators of other passes have made what they made. A map that is held keeps its rows: its pages are of a class of its own, of which nothing is taken in the second pass.
    for (int pass = 0; pass < S::PASSES; ++pass) {
        for (int i = 0; i < S::RESETS; ++i) {
            FS_HLS(PIPELINE II=1)
            if (i < S::PAGES) free[i] = pages[i];
            if (i < S::CLASSES) left[i] = classes[i].count;
            if (i < S::OPERATORS && (pass == 0 || engine_works<S>(program[i], pass))) next_row[i] = 0;
            if (i < S::OPERATORS) given_back[i] = 0;
        }
        const int count = static_cast<int>(sweeps[pass]);
        for (int sweep = 0; sweep < count; ++sweep) {
            FS_HLS(LOOP_TRIPCOUNT max=S::SWEEPS)
            for (int k = 0; k < S::OPERATORS; ++k) {
                const engine_operator<S> op = program[k];
                const int row = static_cast<int>(next_row[k]);
                const bool works = engine_works<S>(op, pass);
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
            const typename engine_memories<S>::pages_t& pages, const typename engine_pages<S>::sweeps_t& sweeps, const typename engine_memories<S>::dense_t& dense,
            const typename engine_memories<S>::depthwise_t& depthwise, const typename engine_memories<S>::scales_t& scales) {
    run_engine<S>(in, out, program, classes, pages, sweeps, dense, depthwise, scales, no_memory());
}

// The network with maps in memory beside the chip.
template <class S>
void engine_with_memory(hls::stream<pixel<ap_uint<8>, S::IN_C>>& in, hls::stream<pixel<ap_uint<1>, 1>>& out,
                        const typename engine_memories<S>::program_t& program, const typename engine_pages<S>::classes_t& classes,
                        const typename engine_memories<S>::pages_t& pages, const typename engine_pages<S>::sweeps_t& sweeps, const typename engine_memories<S>::dense_t& dense,
                        const typename engine_memories<S>::depthwise_t& depthwise, const typename engine_memories<S>::scales_t& scales,
                        memory_port memory) {
    run_engine<S>(in, out, program, classes, pages, sweeps, dense, depthwise, scales, memory);
}

}  // namespace fs

#endif
