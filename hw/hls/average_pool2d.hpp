// Means over bins of rows x columns: windows, the whole map, or an adaptive division; clip((sum * M + half) >> SHIFT), where M belongs to
// the bin's size. Sums are kept for as many rows of bins as share an input row (ROW_BINS); bin row i has place i % ROW_BINS, bin columns likewise.
// S: in_t, out_t, IN_C, OUT_W, LANES, ACC_BITS, SHIFT, ROW_STEPS, ROW_BINS, ROW_KINDS, COLUMN_STEPS, COLUMN_BINS, COLUMN_KINDS.
#ifndef FS_AVERAGE_POOL2D_HPP
#define FS_AVERAGE_POOL2D_HPP

#include "requantise.hpp"

namespace fs {

// What happens at one step along an axis: whether the next source is read, the places whose bins it belongs to and those where it is
// the first, whether the oldest bin is then complete, and which of the axis' bin lengths that one has.
template <int BINS>
struct pool_step {
    ap_uint<1> read, done;
    ap_uint<BINS> adds, starts;
    ap_uint<12> kind;
};

template <int BINS>
struct stored_bits<pool_step<BINS>> {
    static constexpr std::int64_t VALUE = 2 + 2 * BINS + 12;
};

template <class S>
using pool_sums = pixel<reg<S::ACC_BITS>, S::IN_C>;

template <int BINS>
inline bool pool_bit(const ap_uint<BINS>& places, int place) {
    FS_HLS(INLINE)
    return ((places >> place) & 1) != 0;
}

template <int BINS>
inline int next_place(int place) {
    FS_HLS(INLINE)
    return place == BINS - 1 ? 0 : place + 1;
}

// sums = values at a bin's start, else sums + values.
template <class S, class T>
inline void pool_add(pool_sums<S>& sums, const pixel<T, S::IN_C>& values, bool starts) {
    FS_HLS(INLINE)
    for (int c = 0; c < S::IN_C; ++c) {
        FS_HLS(UNROLL)
        const reg<S::ACC_BITS> value = values.v[c];
        if (starts) sums.v[c] = value;
        else sums.v[c] = sums.v[c] + value;
    }
}

// Reads one row: adds pixels to the bin columns' sums, and each of these, once complete, to the sums of the row's bins.
template <class S>
void pool_row(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, pool_sums<S> (&sums)[S::ROW_BINS][S::OUT_W],
              const pool_step<S::ROW_BINS>& row, const pool_step<S::COLUMN_BINS> (&columns)[S::COLUMN_STEPS]) {
    pool_sums<S> partial[S::COLUMN_BINS] = {};
    FS_HLS(AGGREGATE variable=partial)
    FS_HLS(ARRAY_PARTITION variable=partial complete)
    const pixel<typename S::in_t, S::IN_C> zero = filled<typename S::in_t, S::IN_C>(0);
    FS_HLS(ARRAY_PARTITION variable=zero.v complete)
    int x = 0, place = 0;
    for (int step = 0; step < S::COLUMN_STEPS; ++step) {
        FS_HLS(PIPELINE II=1)
        FS_HLS(DEPENDENCE variable=sums type=inter dependent=false)
        const pool_step<S::COLUMN_BINS> column = columns[step];
        const pixel<typename S::in_t, S::IN_C> input = column.read != 0 ? in.read() : zero;
        FS_HLS(ARRAY_PARTITION variable=input.v complete)
        for (int b = 0; b < S::COLUMN_BINS; ++b) {
            FS_HLS(UNROLL)
            if (pool_bit(column.adds, b)) pool_add<S>(partial[b], input, pool_bit(column.starts, b));
        }
        if (column.done != 0) {
            for (int b = 0; b < S::ROW_BINS; ++b) {
                FS_HLS(UNROLL)
                if (pool_bit(row.adds, b)) pool_add<S>(sums[b][x], partial[place], pool_bit(row.starts, b));
            }
            ++x;
            place = next_place<S::COLUMN_BINS>(place);
        }
    }
}

// Writes one row of means: that of place and kind.
template <class S>
void pool_means(hls::stream<pixel<typename S::out_t, S::IN_C>>& out, const pool_sums<S> (&sums)[S::ROW_BINS][S::OUT_W], int place,
                const ap_int<18> (&multipliers)[S::ROW_KINDS][S::COLUMN_KINDS], int row_kind, const ap_uint<12> (&kinds)[S::OUT_W]) {
    pixel<typename S::out_t, S::IN_C> result = {};
    FS_HLS(ARRAY_PARTITION variable=result.v complete)
    for (int x = 0; x < S::OUT_W; ++x) {
        for (int fold = 0; fold < S::IN_C / S::LANES; ++fold) {
            FS_HLS(PIPELINE II=1)
            const int kind = kinds[x];
            for (int l = 0; l < S::LANES; ++l) {
                FS_HLS(UNROLL)
                const int c = fold * S::LANES + l;
                result.v[c] = rounded<typename S::out_t, S::SHIFT>(multiply<48>(sums[place][x].v[c], multipliers[row_kind][kind]));
            }
            if (fold == S::IN_C / S::LANES - 1) out.write(result);
        }
    }
}

template <class S>
void average_pool2d(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::out_t, S::IN_C>>& out,
                    const pool_step<S::ROW_BINS> (&rows)[S::ROW_STEPS], const pool_step<S::COLUMN_BINS> (&columns)[S::COLUMN_STEPS],
                    const ap_uint<12> (&kinds)[S::OUT_W], const ap_int<18> (&multipliers)[S::ROW_KINDS][S::COLUMN_KINDS]) {
    pool_sums<S> sums[S::ROW_BINS][S::OUT_W];
    FS_HLS(ARRAY_PARTITION variable=sums dim=1 complete)
    FS_HLS(AGGREGATE variable=sums)
    S::sums_in::ram(sums);
    FS_HLS(AGGREGATE variable=rows)
    S::rows_in::rom(rows);
    FS_HLS(AGGREGATE variable=columns)
    S::columns_in::rom(columns);
    S::kinds_in::rom(kinds);
    S::multipliers_in::rom(multipliers);
    int place = 0;
    for (int step = 0; step < S::ROW_STEPS; ++step) {
        const pool_step<S::ROW_BINS> row = rows[step];
        if (row.read != 0) pool_row<S>(in, sums, row, columns);
        if (row.done != 0) {
            pool_means<S>(out, sums, place, multipliers, row.kind, kinds);
            place = next_place<S::ROW_BINS>(place);
        }
    }
}

}  // namespace fs

#endif
