// Host stand-in for the vendor's ap_int.h: ap_int<N> and ap_uint<N> for 1 <= N <= 64, only what the kernels use.
// A value is held in the narrowest native integer and wrapped to N bits, two's complement, on every construction and assignment.
// Arithmetic happens in the native integers after promotion, so callers widen before they multiply (fs::multiply).
// Like the vendor's type, a default-constructed value is indeterminate.
#ifndef AP_INT_H
#define AP_INT_H

#include <cstdint>
#include <type_traits>

namespace fs_compat {

template <int N, bool SIGNED>
struct storage {
    static_assert(N >= 1 && N <= 64, "1 to 64 bits");
    typedef typename std::conditional<(N <= 8), std::int8_t,
        typename std::conditional<(N <= 16), std::int16_t,
            typename std::conditional<(N <= 32), std::int32_t, std::int64_t>::type>::type>::type signed_type;
    typedef typename std::conditional<SIGNED, signed_type, typename std::make_unsigned<signed_type>::type>::type type;
};

template <int N>
constexpr std::uint64_t low_bits(std::uint64_t value) {
    return N == 64 ? value : value & ((std::uint64_t(1) << (N % 64)) - 1);
}

template <int N>
constexpr std::int64_t sign_extend(std::uint64_t value) {
    return static_cast<std::int64_t>(low_bits<N>(value) ^ (std::uint64_t(1) << (N - 1)))
        - static_cast<std::int64_t>((std::uint64_t(1) << (N - 1)) - 1) - 1;
}

// N = 64 needs no extension, and its subtraction above would leave the range of int64.
template <>
constexpr std::int64_t sign_extend<64>(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace fs_compat

template <int N>
struct ap_uint;

template <int N>
struct ap_int {
    typedef typename fs_compat::storage<N, true>::type native;
    ap_int() = default;
    template <class V, class = typename std::enable_if<std::is_integral<V>::value>::type>
    constexpr ap_int(V value) : v(static_cast<native>(fs_compat::sign_extend<N>(static_cast<std::uint64_t>(value)))) {}
    template <int M>
    constexpr ap_int(const ap_int<M>& other) : ap_int(other.v) {}
    template <int M>
    constexpr ap_int(const ap_uint<M>& other) : ap_int(other.v) {}
    constexpr operator native() const { return v; }
    native v;
};

template <int N>
struct ap_uint {
    typedef typename fs_compat::storage<N, false>::type native;
    ap_uint() = default;
    template <class V, class = typename std::enable_if<std::is_integral<V>::value>::type>
    constexpr ap_uint(V value) : v(static_cast<native>(fs_compat::low_bits<N>(static_cast<std::uint64_t>(value)))) {}
    template <int M>
    constexpr ap_uint(const ap_int<M>& other) : ap_uint(other.v) {}
    template <int M>
    constexpr ap_uint(const ap_uint<M>& other) : ap_uint(other.v) {}
    constexpr operator native() const { return v; }
    native v;
};

#endif
