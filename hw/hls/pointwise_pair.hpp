// Two 1x1 convolutions as one stage: MID_C channels are made, requantised and used up MID_LANES at a time, so that the expanded
// map is never stored. A pixel takes (MID_C / MID_LANES + 1) x FOLDS cycles: in one round of FOLDS cycles the first
// convolution makes a group of middle channels, FOLDS-th of the inputs per cycle, while the second one spends the group of the
// round before, FOLDS-th of the outputs per cycle.
// S: in_t, IN_C, MID_C, OUT_C, PIXELS, WEIGHT1_BITS, weight1_t, WEIGHT2_BITS, weight2_t, MID_LANES, FOLDS (divides IN_C and OUT_C),
// quant1, quant2, MID_NODE.
#ifndef FS_POINTWISE_PAIR_HPP
#define FS_POINTWISE_PAIR_HPP

#include "pointwise.hpp"
#include "trace.hpp"

namespace fs {

template <class S>
struct pair_size {
    static constexpr int ROUNDS = S::MID_C / S::MID_LANES;
    static constexpr int WORDS = ROUNDS * S::FOLDS;
    static constexpr int IN_LANES = S::IN_C / S::FOLDS;
    static constexpr int OUT_LANES = S::OUT_C / S::FOLDS;
    static constexpr int LANES1 = S::MID_LANES * IN_LANES;
    static constexpr int LANES2 = OUT_LANES * S::MID_LANES;
    static constexpr int PRODUCT1_BITS = S::WEIGHT1_BITS + format<typename S::in_t>::BITS + 1;
    static constexpr int PRODUCT2_BITS = S::WEIGHT2_BITS + format<typename S::quant1::out_t>::BITS + 1;
};

// Weights: word (round, fold) of weights1 holds middle channels of the round x inputs of the fold; of weights2 outputs of the fold x
// middle channels of the round.
template <class S>
void pointwise_pair(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant2::out_t, S::OUT_C>>& out,
                    const typename S::weight1_t (&weights1)[pair_size<S>::WORDS][pair_size<S>::LANES1],
                    const scale_of<typename S::quant1> (&scales1)[S::MID_C],
                    const typename S::weight2_t (&weights2)[pair_size<S>::WORDS][pair_size<S>::LANES2],
                    const scale_of<typename S::quant2> (&scales2)[S::OUT_C]) {
    typedef pair_size<S> D;
    FS_HLS(ARRAY_RESHAPE variable=weights1 dim=2 complete)
    FS_HLS(ARRAY_RESHAPE variable=weights2 dim=2 complete)
    reg<S::quant1::ACC_BITS> acc1[S::MID_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc1 complete)
    typename S::quant1::out_t mid[S::MID_LANES] = {}, mid_next[S::MID_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=mid complete)
    FS_HLS(ARRAY_PARTITION variable=mid_next complete)
    reg<S::quant2::ACC_BITS> acc2[S::FOLDS][D::OUT_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc2 dim=2 complete)
    pixel<typename S::in_t, S::IN_C> input = {};
    pixel<typename S::quant2::out_t, S::OUT_C> result = {};

    for (int p = 0; p < S::PIXELS; ++p) {
        for (int round = 0; round <= D::ROUNDS; ++round) {
            for (int fold = 0; fold < S::FOLDS; ++fold) {
                FS_HLS(PIPELINE II=1)
                if (round == 0 && fold == 0) input = in.read();
                if (round == 0) clear(acc2[fold]);
                if (round > 0) {
                    pointwise_step<D::PRODUCT2_BITS, D::OUT_LANES, S::MID_LANES>(acc2[fold],
                                                                               weights2[(round - 1) * S::FOLDS + fold], mid);
                }
                if (round < D::ROUNDS) {
                    if (fold == 0) clear(acc1);
                    pointwise_step<D::PRODUCT1_BITS, S::MID_LANES, D::IN_LANES>(acc1, weights1[round * S::FOLDS + fold],
                                                                              input.v + fold * D::IN_LANES);
                    if (fold == S::FOLDS - 1) {
                        requantise_lanes<typename S::quant1>(acc1, scales1 + round * S::MID_LANES, mid_next);
                        FS_TRACE_VALUES(S::MID_NODE, S::MID_LANES, mid_next)
                    }
                } else {
                    requantise_lanes<typename S::quant2>(acc2[fold], scales2 + fold * D::OUT_LANES, result.v + fold * D::OUT_LANES);
                }
                if (fold == S::FOLDS - 1) {
                    for (int m = 0; m < S::MID_LANES; ++m) {
                        FS_HLS(UNROLL)
                        mid[m] = mid_next[m];
                    }
                }
                if (round == D::ROUNDS && fold == S::FOLDS - 1) out.write(result);
            }
        }
    }
}

}  // namespace fs

#endif
