// What a window computes that slides over a map: convolution with any kernel, stride, dilation, padding and grouping, dense and depthwise, and
// the maximum.
//
// One loop, one cycle per turn. A turn does three things at once: it enters one word of the next pixel into the line memory, multiplies one word of
// the window by one ROM word, and requantises a few of the accumulators that were finished before. The window's position goes over
// the padded map in raster order; where it is on the stride grid it stays FOLDS turns, elsewhere as long as the next pixel takes to enter.
// D is what conv2d.hpp, depthwise.hpp, depthwise_add.hpp and max_pool2d.hpp differ in: OUT_C, OUT_LANES (outputs at a time), WORDS_PER_TAP (words that meet one
// tap), OUT_FOLDS, word_of(out_fold, j) (the j-th of them), PADDING (the value beside the map), acc_t, out_t, start(acc),
// add(acc, weights, product, word), and finish(acc, scales, channel, turn, carry, result), which makes QUANT_LANES outputs in RESULT_TURNS turns, of which
// the last one counts and between which `carry` stays. S is a window geometry with
// WORD_LANES, TAPS, QUANT_LANES (accumulators finished per turn, a divisor of OUT_LANES).
//
// PIXELS neighbours of a row are made at a position: S describes a window that is PIXELS - 1 columns wider and steps PIXELS columns at a time, and every word that
// is read meets a weight for each of them, 0 where the tap is not theirs. So two products share their activation, as those of two outputs do.
// acc[o * PIXELS + p] belongs to output o of neighbour p. Neighbour 0 is requantised and written first.
#ifndef FS_SLIDING_WINDOW_HPP
#define FS_SLIDING_WINDOW_HPP

#include "line_memory.hpp"

namespace fs {

template <class S, class D>
struct window_turns {
    static constexpr int KERNEL_H = S::TAPS / S::KERNEL_W;
    static constexpr int TAP_TURNS = S::TAPS * D::WORDS_PER_TAP;
    static constexpr int FOLDS = D::OUT_FOLDS * TAP_TURNS;
    static constexpr int ENTRY = line_memory<S>::WORDS;
    static constexpr int STAY = FOLDS > ENTRY ? FOLDS : ENTRY;
    static constexpr int SUMS = D::OUT_LANES * D::PIXELS;
    static constexpr int DRAIN = SUMS / S::QUANT_LANES * D::RESULT_TURNS;
    static constexpr int POSITIONS = window_size<S>::PADDED_H * window_size<S>::PADDED_W;
    static constexpr int OUT_H = (window_size<S>::PADDED_H - S::ROWS) / S::STRIDE_Y + 1;
    static constexpr int OUT_W = (window_size<S>::PADDED_W - S::COLS) / S::STRIDE_X + 1;
    static constexpr int OUTPUTS = OUT_H * OUT_W;
    static constexpr std::int64_t ALL = ENTRY + std::int64_t(OUTPUTS) * STAY + std::int64_t(POSITIONS - OUTPUTS) * ENTRY + DRAIN;
    static_assert(D::PIXELS == 1 || (D::PIXELS == 2 && S::STRIDE_X == 2 && S::DILATION_X == 1 && OUT_W * 2 == window_size<S>::PADDED_W - S::COLS + 2),
                  "a row must be made of pairs");
    static_assert(DRAIN <= TAP_TURNS, "accumulators must be requantised before the next ones are finished");
};

// A position of the window's last tap in the padded map.
template <class S>
struct window_position {
    count<window_size<S>::PADDED_H + 1> y;
    count<window_size<S>::PADDED_W> x;

    void advance() {
        FS_HLS(INLINE)
        if (x == window_size<S>::PADDED_W - 1) {
            x = 0;
            y = y + 1;
        } else {
            x = x + 1;
        }
    }
    bool is_on_map() const {
        FS_HLS(INLINE)
        return on_map(y, S::PAD_TOP, S::IN_H) && on_map(x, S::PAD_LEFT, S::IN_W);
    }
    bool is_on_grid() const {
        FS_HLS(INLINE)
        return y < window_size<S>::PADDED_H && on_grid(y, S::ROWS, S::STRIDE_Y) && on_grid(x, S::COLS, S::STRIDE_X);
    }
};

// Which product comes next: out_fold, then tap (ky, kx), then word of the tap; the ROM is read in this order.
template <class S, class D>
struct product_counter {
    count<D::OUT_FOLDS> out_fold = 0;
    count<window_turns<S, D>::KERNEL_H> ky = 0;
    count<S::KERNEL_W> kx = 0;
    count<D::WORDS_PER_TAP> j = 0;
    count<window_turns<S, D>::FOLDS> rom = 0;

    bool is_first_of_outputs() const {
        FS_HLS(INLINE)
        return ky == 0 && kx == 0 && j == 0;
    }
    // Whether the tap is the middle one of neighbour p, for kernels that have one.
    bool is_centre(int p) const {
        FS_HLS(INLINE)
        return ky == window_turns<S, D>::KERNEL_H / 2 && kx == (S::KERNEL_W - D::PIXELS + 1) / 2 + p;
    }
    bool is_last_of_outputs() const {
        FS_HLS(INLINE)
        return j == D::WORDS_PER_TAP - 1 && kx == S::KERNEL_W - 1 && ky == window_turns<S, D>::KERNEL_H - 1;
    }
    void advance() {
        FS_HLS(INLINE)
        const bool tap_done = j == D::WORDS_PER_TAP - 1;
        const bool row_done = tap_done && kx == S::KERNEL_W - 1;
        const bool outputs_done = row_done && ky == window_turns<S, D>::KERNEL_H - 1;
        const bool all_done = outputs_done && out_fold == D::OUT_FOLDS - 1;
        j = j + 1;
        rom = rom + 1;
        if (tap_done) {
            j = 0;
            kx = kx + 1;
        }
        if (row_done) {
            kx = 0;
            ky = ky + 1;
        }
        if (outputs_done) {
            ky = 0;
            out_fold = out_fold + 1;
        }
        if (all_done) {
            out_fold = 0;
            rom = 0;
        }
    }
};

// The row of the line memory that is rows_on (at most as many as it has) after the row `first`.
template <class S>
inline count<line_memory<S>::ROWS> line_after(count<line_memory<S>::ROWS> first, count<S::ROWS> rows_on) {
    FS_HLS(INLINE)
    const count<line_memory<S>::ROWS + S::ROWS> line = first + rows_on;
    if (line >= line_memory<S>::ROWS) return line - line_memory<S>::ROWS;
    return line;
}

// The word under the next product: padding beside the map. first_line is the line of the window's first row.
template <class S, class D>
inline typename line_memory<S>::word window_word(const line_memory<S>& memory, const typename line_memory<S>::recent& recent,
                                                 const typename line_memory<S>::lines& lines, const window_position<S>& here,
                                                 count<line_memory<S>::ROWS> first_line, const product_counter<S, D>& product) {
    FS_HLS(INLINE)
    const count<S::ROWS> rows_on = product.ky * S::DILATION_Y;
    const count<window_size<S>::PADDED_H + S::ROWS> row = here.y - (S::ROWS - 1) - S::PAD_TOP + rows_on;
    const count<window_size<S>::PADDED_W + S::COLS> column = here.x - (S::COLS - 1) - S::PAD_LEFT + product.kx * S::DILATION_X;
    if (row < 0 || row >= S::IN_H || column < 0 || column >= S::IN_W) return filled<typename S::in_t, S::WORD_LANES>(D::PADDING);
    return memory.read(recent, lines, row, line_after<S>(first_line, rows_on), column, D::word_of(product.out_fold, product.j));
}

// A pixel of its channels.
template <class T, int C>
inline pixel<T, C> pixel_of(const T (&channels)[C]) {
    FS_HLS(INLINE)
    pixel<T, C> p;
    FS_HLS(ARRAY_PARTITION variable=p.v complete)
    for (int c = 0; c < C; ++c) {
        FS_HLS(UNROLL)
        p.v[c] = channels[c];
    }
    return p;
}

// weights and scales are what D makes of them.
template <class S, class D, class WEIGHTS, class SCALES>
void slide(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename D::out_t, D::OUT_C>>& out, const WEIGHTS& weights,
           const SCALES& scales) {
    FS_HLS(INLINE)
    typedef window_turns<S, D> turns;
    typedef line_memory<S> memory_t;
    typename memory_t::recent recent;
    FS_HLS(AGGREGATE variable=recent)
    S::recent_in::ram(recent);
    typename memory_t::lines lines;
    FS_HLS(AGGREGATE variable=lines)
    S::lines_in::ram(lines);
    memory_t memory;
    typename D::acc_t acc[turns::SUMS] = {}, done[turns::SUMS] = {};
    FS_HLS(ARRAY_PARTITION variable=acc complete)
    FS_HLS(ARRAY_PARTITION variable=done complete)
    pixel<typename S::in_t, S::IN_C> input = {};
    FS_HLS(ARRAY_PARTITION variable=input.v complete)
    typename D::out_t results[D::PIXELS][D::OUT_C] = {};
    FS_HLS(ARRAY_PARTITION variable=results complete dim=0)
    reg<48> carry[S::QUANT_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=carry complete)

    // Before the first position its pixel enters; the first row's line is found by stepping on to it.
    window_position<S> here = {-1, window_size<S>::PADDED_W - 1}, next = {0, 0};
    product_counter<S, D> product;
    count<memory_t::ROWS> first_line = memory_t::ROWS - 1 - (S::ROWS - 1 + S::PAD_TOP) % memory_t::ROWS;
    count<turns::STAY> turn = 0;
    count<D::OUT_C> done_first = 0;
    count<turns::SUMS> quantised = turns::SUMS;
    count<D::RESULT_TURNS> result_turn = 0;

    for (std::int64_t cycle = 0; cycle < turns::ALL; ++cycle) {
        FS_HLS(PIPELINE II=1)
        if (quantised < turns::SUMS) {
            const int p = D::PIXELS > 1 && quantised >= D::OUT_LANES ? 1 : 0;
            const count<D::OUT_C + D::OUT_LANES> channel = done_first + quantised - p * D::OUT_LANES;
            const bool is_made = result_turn == D::RESULT_TURNS - 1;
            D::finish(done + int(quantised), scales, channel, result_turn, carry, results[p] + int(channel));
            if (is_made && channel == D::OUT_C - S::QUANT_LANES) out.write(pixel_of(results[p]));
            result_turn = result_turn + 1;
            if (is_made) {
                quantised = quantised + S::QUANT_LANES;
                result_turn = 0;
            }
        }
        if (turn < turns::ENTRY && next.is_on_map()) {
            if (turn == 0) input = in.read();
            typename memory_t::word word;
            FS_HLS(ARRAY_PARTITION variable=word.v complete)
            for (int l = 0; l < S::WORD_LANES; ++l) {
                FS_HLS(UNROLL)
                word.v[l] = input.v[int(turn * S::WORD_LANES + l)];
            }
            memory.enter(recent, lines, turn, word);
        }
        if (here.is_on_grid() && turn < turns::FOLDS) {
            if (product.is_first_of_outputs()) D::start(acc);
            D::add(acc, weights, product, window_word<S, D>(memory, recent, lines, here, first_line, product));
            if (product.is_last_of_outputs()) {
                for (int o = 0; o < turns::SUMS; ++o) {
                    FS_HLS(UNROLL)
                    done[o] = acc[o % D::OUT_LANES * D::PIXELS + o / D::OUT_LANES];
                }
                done_first = product.out_fold * D::OUT_LANES;
                quantised = 0;
            }
            product.advance();
        }
        const bool moves = turn == (here.is_on_grid() ? turns::STAY : turns::ENTRY) - 1;
        turn = turn + 1;
        if (moves) {
            turn = 0;
            here = next;
            next.advance();
            if (here.x == 0) first_line = line_after<S>(first_line, 1);
        }
    }
}

}  // namespace fs

#endif
