// Nearest or linear resize by any factor: the integer weights of two rows and two columns, one rounding. A row of the output is made
// when the last row it reads is in the ring of RING lines (2, or 1 where no output row mixes two).
// S: in_t, IN_C, IN_H, IN_W, OUT_H, OUT_W, RING, LANES, ROW_BITS, SUM_BITS, MULTIPLIER, SHIFT, and per axis, ROW_ and COLUMN_: STEP, ORIGIN,
// DENOMINATOR, LINEAR.
#ifndef FS_RESIZE2D_HPP
#define FS_RESIZE2D_HPP

#include "requantise.hpp"

namespace fs {

// Bits of a number that is not negative.
constexpr int bit_length(int value) { return value == 0 ? 0 : 1 + bit_length(value / 2); }

// One axis of IN sources: output i reads the coordinate (STEP * i + ORIGIN) / DENOMINATOR, kept as whole part and remainder.
template <int IN, int STEP, int ORIGIN, int DENOMINATOR, int LINEAR>
struct resize_axis {
    static constexpr int TOTAL = LINEAR ? DENOMINATOR : 1;
    static constexpr int WEIGHT_BITS = bit_length(TOTAL) + 1;
    static constexpr int ORIGIN_WHOLE = ORIGIN / DENOMINATOR - (ORIGIN % DENOMINATOR < 0 ? 1 : 0);
    int whole, part;

    void start() {
        whole = ORIGIN_WHOLE;
        part = ORIGIN - ORIGIN_WHOLE * DENOMINATOR;
    }
    void advance() {
        const int next = part + STEP % DENOMINATOR;
        const bool carry = next >= DENOMINATOR;
        part = carry ? next - DENOMINATOR : next;
        whole += STEP / DENOMINATOR + (carry ? 1 : 0);
    }
    int first() const { return whole < 0 ? 0 : whole < IN - 1 ? whole : IN - 1; }
    // Weight, out of TOTAL, of the source after the first; where it is 0 that source is not read.
    int weight() const { return LINEAR && whole >= 0 && whole < IN - 1 ? part : 0; }
    int last() const { return first() + (weight() == 0 ? 0 : 1); }
};

template <class S>
using resize_rows = resize_axis<S::IN_H, S::ROW_STEP, S::ROW_ORIGIN, S::ROW_DENOMINATOR, S::ROW_LINEAR>;

template <class S>
using resize_columns = resize_axis<S::IN_W, S::COLUMN_STEP, S::COLUMN_ORIGIN, S::COLUMN_DENOMINATOR, S::COLUMN_LINEAR>;

// TOTAL * a + weight * (b - a): one multiplier for two weights that share TOTAL out.
template <int BITS, class AXIS>
inline reg<BITS> mix(const reg<BITS>& a, const reg<BITS>& b, int weight) {
    FS_HLS(INLINE)
    const reg<BITS> whole = multiply<BITS>(a, ap_int<AXIS::WEIGHT_BITS>(AXIS::TOTAL)), step = b - a;
    return whole + multiply<BITS>(step, ap_int<AXIS::WEIGHT_BITS>(weight));
}

template <class S>
inline typename S::in_t resize_one(const typename S::in_t& top_left, const typename S::in_t& top_right,
                                   const typename S::in_t& bottom_left, const typename S::in_t& bottom_right, int down, int across) {
    FS_HLS(INLINE)
    const reg<S::ROW_BITS> top = mix<S::ROW_BITS, resize_columns<S>>(top_left, top_right, across);
    const reg<S::ROW_BITS> bottom = mix<S::ROW_BITS, resize_columns<S>>(bottom_left, bottom_right, across);
    const reg<S::SUM_BITS> sum = mix<S::SUM_BITS, resize_rows<S>>(top, bottom, down);
    const ap_int<18> multiplier = S::MULTIPLIER;
    return rounded<typename S::in_t, S::SHIFT>(S::MULTIPLIER == 1 ? reg<48>(sum) : multiply<48>(sum, multiplier));
}

// Makes one output row from the lines of its sources.
template <class S>
void resize_row(const pixel<typename S::in_t, S::IN_C> (&lines)[S::RING][S::IN_W], const resize_rows<S>& row,
                hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    pixel<typename S::in_t, S::IN_C> top_left = {}, top_right = {}, bottom_left = {}, bottom_right = {}, result = {};
    FS_HLS(ARRAY_PARTITION variable=top_left.v complete)
    FS_HLS(ARRAY_PARTITION variable=top_right.v complete)
    FS_HLS(ARRAY_PARTITION variable=bottom_left.v complete)
    FS_HLS(ARRAY_PARTITION variable=bottom_right.v complete)
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    const int top = row.first() % S::RING, bottom = row.last() % S::RING, down = row.weight();
    resize_columns<S> column;
    column.start();
    for (int x = 0; x < S::OUT_W; ++x) {
        for (int fold = 0; fold < S::IN_C / S::LANES; ++fold) {
            FS_HLS(PIPELINE II=1)
            if (fold == 0) {
                top_left = lines[top][column.first()];
                top_right = lines[top][column.last()];
                bottom_left = lines[bottom][column.first()];
                bottom_right = lines[bottom][column.last()];
            }
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                const int c = fold * S::LANES + l;
                result.v[c] = resize_one<S>(top_left.v[c], top_right.v[c], bottom_left.v[c], bottom_right.v[c], down, column.weight());
            }
            if (fold == S::IN_C / S::LANES - 1) {
                out.write(result);
                column.advance();
            }
        }
    }
}

template <class S>
void resize2d(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    pixel<typename S::in_t, S::IN_C> lines[S::RING][S::IN_W];
    FS_HLS(ARRAY_PARTITION variable=lines dim=1 complete)
    FS_HLS(AGGREGATE variable=lines)
    S::lines_in::ram(lines);
    resize_rows<S> row;
    row.start();
    int entered = 0, made = 0;
    for (int turn = 0; turn < S::IN_H + S::OUT_H; ++turn) {
        if (made < S::OUT_H && row.last() < entered) {
            resize_row<S>(lines, row, out);
            row.advance();
            ++made;
        } else {
            for (int x = 0; x < S::IN_W; ++x) {
                FS_HLS(PIPELINE II=1)
                lines[entered % S::RING][x] = in.read();
            }
            ++entered;
        }
    }
}

}  // namespace fs

#endif
