// Where the plan puts a memory. A pragma cannot take its implementation from a constant, so that every place is a type whose functions, inlined
// into the kernel, bind the array they are given: a stage's structure names the place of each of its memories (NAME_in).
// DEPTH words of WIDTH bits, BANKS of them, are what the plan counted; where registers have their generated widths, an array of another size
// does not compile.
#ifndef FS_STORAGE_HPP
#define FS_STORAGE_HPP

#include "types.hpp"

namespace fs {

#if defined(__SYNTHESIS__) || defined(FS_EXACT_WIDTHS)
constexpr bool EXACT_WIDTHS = true;
#else
constexpr bool EXACT_WIDTHS = false;
#endif

// Bits that one element keeps; 0 for the host's native registers.
template <class T>
struct stored_bits {
    static constexpr std::int64_t VALUE = 0;
};

template <int N>
struct stored_bits<ap_int<N>> {
    static constexpr std::int64_t VALUE = N;
};

template <int N>
struct stored_bits<ap_uint<N>> {
    static constexpr std::int64_t VALUE = N;
};

template <class T, int C>
struct stored_bits<pixel<T, C>> {
    static constexpr std::int64_t VALUE = C * stored_bits<T>::VALUE;
};

// Bits of an array, whatever its dimensions.
template <class M>
struct array_bits {
    typedef typename std::remove_cv<typename std::remove_all_extents<M>::type>::type element;
    static constexpr std::int64_t VALUE = std::int64_t(sizeof(M) / sizeof(element)) * stored_bits<element>::VALUE;
};

// ram: written at one address and read at one (or, of the kinds with copies, at several) per cycle. rom: constants. rom_of: constants of which
// USED bits in all matter.
#define FS_STORAGE(NAME, RAM, ROM, IMPL)                                                                             \
    template <int DEPTH, int WIDTH, int BANKS = 1>                                                                   \
    struct NAME {                                                                                                    \
        static constexpr std::int64_t BITS = std::int64_t(DEPTH) * WIDTH * BANKS;                                    \
        template <class M>                                                                                           \
        static void ram(M& memory) {                                                                                 \
            FS_HLS(INLINE)                                                                                           \
            FS_HLS(BIND_STORAGE variable=memory type=RAM impl=IMPL)                                                  \
            static_assert(!EXACT_WIDTHS || BITS == array_bits<M>::VALUE, "the plan counted a memory of another size"); \
            (void)memory;                                                                                            \
        }                                                                                                            \
        template <class M>                                                                                           \
        static void rom(const M& memory) {                                                                           \
            FS_HLS(INLINE)                                                                                           \
            rom_of<array_bits<M>::VALUE>(memory);                                                                    \
        }                                                                                                            \
        template <std::int64_t USED, class M>                                                                        \
        static void rom_of(const M& memory) {                                                                        \
            FS_HLS(INLINE)                                                                                           \
            FS_HLS(BIND_STORAGE variable=memory type=ROM impl=IMPL)                                                  \
            static_assert(!EXACT_WIDTHS || BITS == USED, "the plan counted a memory of another size");               \
            (void)memory;                                                                                            \
        }                                                                                                            \
    };

FS_STORAGE(block_ram, ram_s2p, rom_1p, bram)
FS_STORAGE(block_ram_copies, ram_1wnr, rom_np, bram)
FS_STORAGE(lut_ram, ram_s2p, rom_1p, lutram)
FS_STORAGE(lut_ram_copies, ram_1wnr, rom_np, lutram)

#undef FS_STORAGE

// An array for which the plan counts no memory: one pixel, or never touched by the stage.
struct registers {
    template <class M>
    static void ram(M& memory) {
        FS_HLS(INLINE)
        FS_HLS(ARRAY_PARTITION variable=memory complete dim=0)
        (void)memory;
    }
};

}  // namespace fs

#endif
