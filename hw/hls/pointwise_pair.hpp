// Two 1x1 convolutions as one stage: MID_C channels are made, requantised and used up MID_LANES at a time, so that the expanded
// map is never stored. A pixel takes ROUNDS rounds of FOLDS cycles; where MID_LANES does not divide MID_C, weights and scales of the last
// round's lanes without a channel are 0. In a round the first convolution makes a group of middle channels, FOLDS-th of the inputs per cycle, while the second one spends the group of the round before, FOLDS-th of the
// outputs per cycle; in a pixel's first round that is the last group of the pixel before, whose outputs are then finished and
// requantised QUANT_LANES per cycle while the next ones accumulate.
// S: in_t, IN_C, MID_C, OUT_C, PIXELS, WEIGHT1_BITS, weight1_t, WEIGHT2_BITS, weight2_t, MID_LANES, FOLDS (divides IN_C and OUT_C),
// QUANT_LANES (divides OUT_C / FOLDS), quant1, quant2, packing1, packing2, MID_NODE.
#ifndef FS_POINTWISE_PAIR_HPP
#define FS_POINTWISE_PAIR_HPP

#include "products.hpp"
#include "requantise.hpp"
#include "trace.hpp"

namespace fs {

template <class S>
struct pair_size {
    static constexpr int ROUNDS = (S::MID_C + S::MID_LANES - 1) / S::MID_LANES;
    static constexpr int MID_SCALES = ROUNDS * S::MID_LANES;
    static constexpr int WORDS = ROUNDS * S::FOLDS;
    static constexpr int IN_LANES = S::IN_C / S::FOLDS;
    static constexpr int OUT_LANES = S::OUT_C / S::FOLDS;
    static constexpr int LANES1 = S::MID_LANES * IN_LANES;
    static constexpr int LANES2 = OUT_LANES * S::MID_LANES;
    static constexpr int PRODUCT1_BITS = S::WEIGHT1_BITS + format<typename S::in_t>::BITS + 1;
    static constexpr int PRODUCT2_BITS = S::WEIGHT2_BITS + format<typename S::quant1::out_t>::BITS + 1;
};

// Finished accumulators of one pixel on their way out, QUANT_LANES per call.
template <class S>
struct pair_results {
    reg<S::quant2::ACC_BITS> done[S::OUT_C];
    pixel<typename S::quant2::out_t, S::OUT_C> result;
    int quantised = S::OUT_C;

    void step(const scale_of<typename S::quant2> (&scales)[S::OUT_C], hls::stream<pixel<typename S::quant2::out_t, S::OUT_C>>& out) {
        FS_HLS(INLINE)
        if (quantised == S::OUT_C) return;
        requantise_lanes<typename S::quant2, S::QUANT_LANES>(done + quantised, scales + quantised, result.v + quantised);
        quantised += S::QUANT_LANES;
        if (quantised == S::OUT_C) out.write(result);
    }
};

// Weights: word (round, fold) of weights1 holds middle channels of the round x inputs of the fold; of weights2 outputs of the fold x
// middle channels of the round.
template <class S>
void pointwise_pair(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant2::out_t, S::OUT_C>>& out,
                    const typename S::weight1_t (&weights1)[pair_size<S>::WORDS][pair_size<S>::LANES1],
                    const scale_of<typename S::quant1> (&scales1)[pair_size<S>::MID_SCALES],
                    const typename S::weight2_t (&weights2)[pair_size<S>::WORDS][pair_size<S>::LANES2],
                    const scale_of<typename S::quant2> (&scales2)[S::OUT_C]) {
    typedef pair_size<S> D;
    FS_HLS(ARRAY_RESHAPE variable=weights1 dim=2 complete)
    S::weights1_in::rom(weights1);
    FS_HLS(ARRAY_RESHAPE variable=weights2 dim=2 complete)
    S::weights2_in::rom(weights2);
    FS_HLS(AGGREGATE variable=scales1)
    FS_HLS(ARRAY_RESHAPE variable=scales1 type=cyclic factor=S::MID_LANES)
    S::scales1_in::template rom_of<D::MID_SCALES * scale_bits<typename S::quant1>::VALUE>(scales1);
    FS_HLS(AGGREGATE variable=scales2)
    FS_HLS(ARRAY_RESHAPE variable=scales2 type=cyclic factor=S::QUANT_LANES)
    S::scales2_in::template rom_of<S::OUT_C * scale_bits<typename S::quant2>::VALUE>(scales2);
    reg<S::quant1::ACC_BITS> acc1[S::MID_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc1 complete)
    typename S::quant1::out_t mid[S::MID_LANES] = {}, mid_next[S::MID_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=mid complete)
    FS_HLS(ARRAY_PARTITION variable=mid_next complete)
    reg<S::quant2::ACC_BITS> acc2[S::FOLDS][D::OUT_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc2 dim=2 complete)
    pair_results<S> results = {};
    FS_HLS(ARRAY_PARTITION variable=results.done complete)
    FS_HLS(ARRAY_PARTITION variable=results.result.v complete)
    pixel<typename S::in_t, S::IN_C> input = {};
    FS_HLS(ARRAY_PARTITION variable=input.v complete)

    int p = 0, round = 0, fold = 0;
    // After the last pixel one round more spends its last group.
    for (std::int64_t turn = 0; turn < std::int64_t(S::PIXELS) * D::WORDS + S::FOLDS; ++turn) {
        FS_HLS(PIPELINE II=1)
        results.step(scales2, out);
        if (round == 0 && fold == 0 && p < S::PIXELS) input = in.read();
        const int spent = round == 0 ? D::ROUNDS - 1 : round - 1;
        if (spent == 0) clear(acc2[fold]);
        products<typename S::packing2, D::PRODUCT2_BITS, D::OUT_LANES, S::MID_LANES>::add(acc2[fold], weights2[spent * S::FOLDS + fold], mid);
        if (round == 0 && p > 0) {
            for (int o = 0; o < D::OUT_LANES; ++o) {
                FS_HLS(UNROLL)
                results.done[fold * D::OUT_LANES + o] = acc2[fold][o];
            }
            if (fold == S::FOLDS - 1) results.quantised = 0;
        }
        if (fold == 0) clear(acc1);
        products<typename S::packing1, D::PRODUCT1_BITS, S::MID_LANES, D::IN_LANES>::add(acc1, weights1[round * S::FOLDS + fold],
                                                                                      input.v + fold * D::IN_LANES);
        if (fold == S::FOLDS - 1) {
            requantise_lanes<typename S::quant1, S::MID_LANES>(acc1, scales1 + round * S::MID_LANES, mid_next);
            for (int m = 0; m < S::MID_LANES; ++m) {
                FS_HLS(UNROLL)
                mid[m] = mid_next[m];
            }
            if (p < S::PIXELS) {
                FS_TRACE_VALUES(S::MID_NODE, round == D::ROUNDS - 1 ? S::MID_C - round * S::MID_LANES : S::MID_LANES, mid_next)
            }
        }
        const bool round_done = fold == S::FOLDS - 1, pixel_done = round_done && round == D::ROUNDS - 1;
        fold = round_done ? 0 : fold + 1;
        round = pixel_done ? 0 : round_done ? round + 1 : round;
        p = pixel_done ? p + 1 : p;
    }
    for (int left = 0; left < S::OUT_C / S::QUANT_LANES; ++left) {
        FS_HLS(PIPELINE II=1)
        results.step(scales2, out);
    }
}

}  // namespace fs

#endif
