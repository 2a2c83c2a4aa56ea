#pragma once
template <int N>
struct ap_int {
    ap_int() = default;
    template <class V>
    constexpr ap_int(V value) : v(static_cast<long>(value)) {}
    constexpr operator long() const { return v; }
    long v;
};
template <int N>
struct ap_uint {
    ap_uint() = default;
    template <class V>
    constexpr ap_uint(V value) : v(static_cast<long>(value)) {}
    constexpr operator long() const { return v; }
    long v;
};
