// Maximum over a window; taps outside the map count as the format's smallest integer and so never win. WORD_LANES channels at a time.
// S is what sliding_window.hpp needs.
#ifndef FS_MAX_POOL2D_HPP
#define FS_MAX_POOL2D_HPP

#include "sliding_window.hpp"

namespace fs {

// A maximum has neither weights nor scales.
struct no_constants {};

template <class S>
struct maxima {
    static constexpr int OUT_C = S::IN_C;
    static constexpr int OUT_LANES = S::WORD_LANES;
    static constexpr int OUT_FOLDS = S::IN_C / S::WORD_LANES;
    static constexpr int PIXELS = 1;
    static constexpr int WORDS_PER_TAP = 1;
    static constexpr int RESULT_TURNS = 1;
    static constexpr std::int64_t PADDING = format<typename S::in_t>::MIN;
    typedef typename S::in_t acc_t;
    typedef typename S::in_t out_t;

    static int word_of(int out_fold, int) {
        FS_HLS(INLINE)
        return out_fold;
    }

    static void start(acc_t (&largest)[OUT_LANES]) {
        FS_HLS(INLINE)
        for (int c = 0; c < OUT_LANES; ++c) {
            FS_HLS(UNROLL)
            largest[c] = acc_t(PADDING);
        }
    }

    template <class PRODUCT>
    static void add(acc_t (&largest)[OUT_LANES], const no_constants&, const PRODUCT&, const pixel<typename S::in_t, S::WORD_LANES>& word) {
        FS_HLS(INLINE)
        for (int c = 0; c < OUT_LANES; ++c) {
            FS_HLS(UNROLL)
            if (word.v[c] > largest[c]) largest[c] = word.v[c];
        }
    }

    static void finish(const acc_t* largest, const no_constants&, int, int, reg<48>*, out_t* result) {
        FS_HLS(INLINE)
        for (int c = 0; c < S::QUANT_LANES; ++c) {
            FS_HLS(UNROLL)
            result[c] = largest[c];
        }
    }
};

template <class S>
void max_pool2d(hls::stream<pixel<typename S::in_t, S::IN_C>>& in, hls::stream<pixel<typename S::in_t, S::IN_C>>& out) {
    slide<S, maxima<S>>(in, out, no_constants(), no_constants());
}

}  // namespace fs

#endif
