// A token of a stream: one pixel with all its channels; and the number formats of docs/fixed-point.md, section 2.
#ifndef FS_TYPES_HPP
#define FS_TYPES_HPP

#include "fs_platform.hpp"

namespace fs {

template <class T, int C>
struct pixel {
    T v[C];
};

template <class T>
struct format;

// sN is narrow: -(2^(N-1) - 1) .. 2^(N-1) - 1.
template <int N>
struct format<ap_int<N>> {
    static constexpr int BITS = N;
    static constexpr std::int64_t MAX = (std::int64_t(1) << (N - 1)) - 1;
    static constexpr std::int64_t MIN = -MAX;
};

template <int N>
struct format<ap_uint<N>> {
    static constexpr int BITS = N;
    static constexpr std::int64_t MAX = (std::int64_t(1) << N) - 1;
    static constexpr std::int64_t MIN = 0;
};

// Limits v to the format of T.
template <class T, class V>
inline T clip(const V& v) {
    FS_HLS(INLINE)
    if (v < V(format<T>::MIN)) return T(format<T>::MIN);
    if (v > V(format<T>::MAX)) return T(format<T>::MAX);
    return T(v);
}

// A pixel of equal values: padding.
template <class T, int C>
inline pixel<T, C> filled(std::int64_t value) {
    FS_HLS(INLINE)
    pixel<T, C> p;
    FS_HLS(ARRAY_PARTITION variable=p.v complete)
    for (int c = 0; c < C; ++c) {
        FS_HLS(UNROLL)
        p.v[c] = T(value);
    }
    return p;
}

}  // namespace fs

#endif
