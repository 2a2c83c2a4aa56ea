// The rounding rule of docs/fixed-point.md, section 3: q = clip((acc * M + B + half) >> S), half up, one rounding.
// Q is a quantiser: out_t, ACC_BITS, SHIFT, UNIT (every M is 1, no multiplier), IN_LOGIC (the multiplier is made of look-up tables), OFFSET_BITS, RECTIFY, RECTIFIER_BITS.
#ifndef FS_REQUANTISE_HPP
#define FS_REQUANTISE_HPP

#include "storage.hpp"

namespace fs {

// One channel of the scale ROM. offset holds B + half, so that the hardware adds once.
template <int OFFSET_BITS, int RECTIFIER_BITS>
struct scale {
    ap_int<18> multiplier;
    ap_int<OFFSET_BITS> offset;
    ap_int<RECTIFIER_BITS> rectifier;
};

template <class Q>
using scale_of = scale<Q::OFFSET_BITS, Q::RECTIFIER_BITS>;

// Bits of a channel that the rule uses; the others are constant and vanish in synthesis.
template <class Q>
struct scale_bits {
    static constexpr std::int64_t VALUE = (Q::UNIT ? 0 : 18) + Q::OFFSET_BITS + (Q::RECTIFY ? Q::RECTIFIER_BITS : 0);
};

template <class Q>
inline typename Q::out_t requantise(reg<Q::ACC_BITS> acc, const scale_of<Q>& s) {
    FS_HLS(INLINE)
    if (Q::RECTIFY) {
        acc = acc + s.rectifier;
        if (acc < 0) acc = 0;
    }
    const reg<48> product = Q::UNIT ? reg<48>(acc) : multiply_by<48, Q::IN_LOGIC>(acc, s.multiplier);
    const reg<48> sum = product + reg<48>(s.offset);
    return clip<typename Q::out_t>(reg<48>(sum >> Q::SHIFT));
}

// The rule without an offset: clip((value + half) >> SHIFT).
template <class T, int SHIFT>
inline T rounded(const reg<48>& value) {
    FS_HLS(INLINE)
    const std::int64_t half = SHIFT == 0 ? 0 : std::int64_t(1) << (SHIFT == 0 ? 0 : SHIFT - 1);
    const reg<48> sum = value + reg<48>(half);
    return clip<T>(reg<48>(sum >> SHIFT));
}

// Starts accumulators.
template <class ACC, int N>
inline void clear(ACC (&acc)[N]) {
    FS_HLS(INLINE)
    for (int i = 0; i < N; ++i) {
        FS_HLS(UNROLL)
        acc[i] = 0;
    }
}

// Requantises the accumulators of N neighbouring channels; acc, scales and result point to the first of them.
template <class Q, int N, class ACC>
inline void requantise_lanes(const ACC* acc, const scale_of<Q>* scales, typename Q::out_t* result) {
    FS_HLS(INLINE)
    for (int i = 0; i < N; ++i) {
        FS_HLS(UNROLL)
        result[i] = requantise<Q>(acc[i], scales[i]);
    }
}

// What sliding_window.hpp asks of sums that are requantised.
template <class S, int OUT_LANES>
struct requantised_sums {
    typedef reg<S::quant::ACC_BITS> acc_t;
    typedef typename S::quant::out_t out_t;
    static constexpr int RESULT_TURNS = 1;

    static void start(acc_t (&acc)[OUT_LANES]) {
        FS_HLS(INLINE)
        clear(acc);
    }

    template <int OUT_C>
    static void finish(const acc_t* acc, const scale_of<typename S::quant> (&scales)[OUT_C], int channel, int, reg<48>*,
                       out_t* result) {
        FS_HLS(INLINE)
        requantise_lanes<typename S::quant, S::QUANT_LANES>(acc, scales + channel, result);
    }
};

}  // namespace fs

#endif
