// The memories of the shared engine, and what a turn does with a word (docs/engine.md). For S see engine.hpp.
#ifndef FS_ENGINE_DATAPATH_HPP
#define FS_ENGINE_DATAPATH_HPP

#include "engine_operator.hpp"
#include "requantise.hpp"

namespace fs {

// In the place of a page: there is no such row.
constexpr int BESIDE_THE_MAP = -1;

template <class S>
struct engine_memories {
    typedef pixel<ap_uint<8>, S::LANES> word_t;
    typedef scale<S::OFFSET_BITS, S::RECTIFIER_BITS> scale_t;
    typedef engine_operator<S> program_t[S::OPERATORS];
    typedef ap_uint<S::PAGE_BITS> pages_t[S::PAGES];
    typedef rom<S::DENSE_BITS> dense_t[S::DENSE_WORDS][S::LANES * S::LANES];
    typedef rom<S::DEPTHWISE_BITS> depthwise_t[S::DEPTHWISE_WORDS][S::LANES];
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
                    const rom<S::DENSE_BITS> (&dense)[S::LANES * S::LANES], const rom<S::DEPTHWISE_BITS> (&depthwise)[S::LANES]) {
        FS_HLS(INLINE)
        typedef reg<S::DENSE_BITS + 9> dense_product_t;
        typedef reg<S::DEPTHWISE_BITS + 9> depthwise_product_t;
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
                    sum = sum + dense_product_t(multiply<S::DENSE_BITS + 9>(dense[o * S::LANES + i], x[i]));
                }
            } else if (op.mode == ENGINE_DEPTHWISE) {
                sum = sum + depthwise_product_t(multiply<S::DEPTHWISE_BITS + 9>(depthwise[o], x[o]));
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

}  // namespace fs

#endif
