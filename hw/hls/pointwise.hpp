// 1x1 convolution, stride 1, one group. S: in_t, IN_C, OUT_C, PIXELS, WEIGHT_BITS, weight_t, OUT_LANES, IN_LANES, quant.
#ifndef FS_POINTWISE_HPP
#define FS_POINTWISE_HPP

#include "requantise.hpp"

namespace fs {

template <class S>
struct pointwise_size {
    static constexpr int OUT_FOLDS = S::OUT_C / S::OUT_LANES;
    static constexpr int IN_FOLDS = S::IN_C / S::IN_LANES;
    static constexpr int WORDS = OUT_FOLDS * IN_FOLDS;
    static constexpr int LANES = S::OUT_LANES * S::IN_LANES;
    static constexpr int PRODUCT_BITS = S::WEIGHT_BITS + format<typename S::in_t>::BITS + 1;
};

// acc[o] += sum of the ROM word's products with input channels first .. first + IN_LANES - 1.
template <int PRODUCT_BITS, int OUT_LANES, int IN_LANES, class ACC, class WEIGHT, class IN>
inline void pointwise_step(ACC (&acc)[OUT_LANES], const WEIGHT (&word)[OUT_LANES * IN_LANES], const IN* x) {
    FS_HLS(INLINE)
    for (int o = 0; o < OUT_LANES; ++o) {
        FS_HLS(UNROLL)
        for (int i = 0; i < IN_LANES; ++i) {
            FS_HLS(UNROLL)
            acc[o] = acc[o] + multiply<PRODUCT_BITS>(word[o * IN_LANES + i], x[i]);
        }
    }
}

template <class S>
void pointwise(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::quant::out_t, S::OUT_C>>& out,
               const typename S::weight_t (&weights)[pointwise_size<S>::WORDS][pointwise_size<S>::LANES],
               const scale_of<typename S::quant> (&scales)[S::OUT_C]) {
    typedef pointwise_size<S> D;
    FS_HLS(ARRAY_RESHAPE variable=weights dim=2 complete)
    reg<S::quant::ACC_BITS> acc[S::OUT_LANES] = {};
    FS_HLS(ARRAY_PARTITION variable=acc complete)
    pixel<typename S::in_t, S::IN_C> input = {};
    pixel<typename S::quant::out_t, S::OUT_C> result = {};

    for (int p = 0; p < S::PIXELS; ++p) {
        for (int out_fold = 0; out_fold < D::OUT_FOLDS; ++out_fold) {
            for (int in_fold = 0; in_fold < D::IN_FOLDS; ++in_fold) {
                FS_HLS(PIPELINE II=1)
                const int first = out_fold * S::OUT_LANES;
                if (out_fold == 0 && in_fold == 0) input = in.read();
                if (in_fold == 0) clear(acc);
                pointwise_step<D::PRODUCT_BITS, S::OUT_LANES, S::IN_LANES>(acc, weights[out_fold * D::IN_FOLDS + in_fold],
                                                                          input.v + in_fold * S::IN_LANES);
                if (in_fold == D::IN_FOLDS - 1) requantise_lanes<typename S::quant>(acc, scales + first, result.v + first);
                if (out_fold == D::OUT_FOLDS - 1 && in_fold == D::IN_FOLDS - 1) out.write(result);
            }
        }
    }
}

}  // namespace fs

#endif
