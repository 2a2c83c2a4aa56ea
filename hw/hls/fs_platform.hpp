// The only header that knows which tool compiles: Vitis HLS, or g++ and clang++ on the host.
#ifndef FS_PLATFORM_HPP
#define FS_PLATFORM_HPP

// AMD's published ap_int constructors read members before they set them; g++ says so thousands of times.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__SYNTHESIS__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <ap_int.h>
#pragma GCC diagnostic pop
#else
#include <ap_int.h>
#endif
#include <ap_axi_sdata.h>
#include <hls_stream.h>

#include <cstdint>
#include <type_traits>

// FS_HLS(PIPELINE II=1) is "#pragma HLS PIPELINE II=1" for the synthesis tool and nothing on the host, where such pragmas only warn.
#ifdef __SYNTHESIS__
#define FS_PRAGMA(...) _Pragma(#__VA_ARGS__)
#define FS_HLS(...) FS_PRAGMA(HLS __VA_ARGS__)
#elif defined(FS_STREAM_LOG)
// Where the tool makes a pipeline, a turn begins.
#define FS_HLS(...)                                                                                     \
    {                                                                                                   \
        constexpr bool begins_turn = #__VA_ARGS__[0] == 'P' && #__VA_ARGS__[1] == 'I';                  \
        if (begins_turn) hls::begin_turn(__LINE__, __PRETTY_FUNCTION__);                                \
    }
#elif defined(FS_HLS_MARKS)
// A checker of the syntax tree sees a call with the text of the pragma.
namespace fs {
constexpr void hls_mark(const char*) {}
}  // namespace fs
#define FS_HLS(...) fs::hls_mark(#__VA_ARGS__);
#else
#define FS_HLS(...)
#endif

namespace fs {

// reg<N>: a signed register of N bits inside a kernel. On the host it is a native integer of at least N bits: sums and products are
// the same modulo 2^N, and the generator proves that N bits hold every value. FS_EXACT_WIDTHS keeps N bits on the host too,
// so that a width that is too small shows in the C simulation.
#if defined(__SYNTHESIS__) || defined(FS_EXACT_WIDTHS)
template <int N>
using reg = ap_int<N>;
#else
template <int N>
using reg = typename std::conditional<(N <= 32), std::int32_t, std::int64_t>::type;
#endif

// The bits of a register for -1 to n, and for 0 to n as well.
constexpr int count_bits(std::int64_t n) {
    return n <= 1 ? 2 : 1 + count_bits(n / 2);
}

// count<N>: a counter or an address from -1 (-N, where it is less) to N: control is as narrow as what it counts, whatever the tool finds out by itself.
template <std::int64_t N>
using count = reg<count_bits(N)>;

// rom<N>: a signed weight of N <= 8 bits in a memory. For the host it is a byte: compilers take ten times longer, and several kilobytes of
// memory each, over millions of elements that have a constructor. With FS_EXACT_WIDTHS N bits are kept there too.
#if defined(__SYNTHESIS__) || defined(FS_EXACT_WIDTHS)
template <int N>
using rom = ap_int<N>;
#else
template <int N>
using rom = std::int8_t;
#endif

// The product of a and b in P bits, P being enough for both operands and the product.
template <int P, class A, class B>
inline reg<P> product_of(const A& a, const B& b) {
    FS_HLS(INLINE)
#ifdef __SYNTHESIS__
    return reg<P>(a * b);
#else
    return reg<P>(reg<P>(a) * reg<P>(b));
#endif
}

// The product by a DSP block.
template <int P, class A, class B>
inline reg<P> multiply(const A& a, const B& b) {
    FS_HLS(INLINE)
    const reg<P> product = product_of<P>(a, b);
    FS_HLS(BIND_OP variable=product op=mul impl=dsp)
    return product;
}

// The same by look-up tables.
template <int P, class A, class B>
inline reg<P> multiply_in_logic(const A& a, const B& b) {
    FS_HLS(INLINE)
    const reg<P> product = product_of<P>(a, b);
    FS_HLS(BIND_OP variable=product op=mul impl=fabric)
    return product;
}

// The same by either.
template <int P, bool IN_LOGIC, class A, class B>
inline reg<P> multiply_by(const A& a, const B& b) {
    FS_HLS(INLINE)
    return IN_LOGIC ? multiply_in_logic<P>(a, b) : multiply<P>(a, b);
}

}  // namespace fs

#endif
