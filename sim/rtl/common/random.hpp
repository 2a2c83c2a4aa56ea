// A small random number generator with a seed, and how a bench fails.
#pragma once

#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace bench {

class rng {
public:
    explicit rng(std::uint64_t seed) : state(seed * 0x9E3779B97F4A7C15u + 1) {}

    std::uint32_t next() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return static_cast<std::uint32_t>(state >> 32);
    }

    // From 0 to limit - 1.
    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(static_cast<std::uint64_t>(next()) * limit >> 32); }

    bool chance(double p) { return next() < p * 4294967296.0; }

private:
    std::uint64_t state;
};

[[noreturn]] inline void fail(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    std::fputs("FAIL ", stdout);
    std::vprintf(format, arguments);
    std::fputs("\n", stdout);
    va_end(arguments);
    std::exit(1);
}

inline void check(bool good, const char* what, std::uint64_t actual, std::uint64_t expected) {
    if (!good) fail("%s: %llu, expected %llu", what, static_cast<unsigned long long>(actual), static_cast<unsigned long long>(expected));
}

inline void equal(const char* what, std::uint64_t actual, std::uint64_t expected) { check(actual == expected, what, actual, expected); }

}  // namespace bench
