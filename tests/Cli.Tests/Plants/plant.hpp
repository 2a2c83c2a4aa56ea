// Test only: one flipped bit per image in a ROM, in an accumulator before it is requantised, or in a token of a stream. The file "plants" in the working
// directory has a line per image: KIND PLACE ELEMENT BIT READS STRIDE, where PLACE is a ROM (kind rom), a quantiser's type (sum) or a node (stream); images beyond it are whole.
#ifndef FS_PLANT_HPP
#define FS_PLANT_HPP

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

namespace fs {
namespace plant {

struct fault {
    std::string kind, place;
    long element = 0;
    int bit = 0, reads = 1, stride = 1;
};

inline fault& current() {
    static fault planted;
    return planted;
}

// Counts images: what is counted within one starts again when this changes.
inline int& image() {
    static int number = 0;
    return number;
}

typedef void (*flipper)(void* rom, long element, int bit);

struct rom_memory {
    void* first;
    flipper flip;
};

inline std::map<std::string, rom_memory>& roms() {
    static std::map<std::string, rom_memory> offered;
    return offered;
}

template <class T>
void flip_bit(T& value, int bit) {
    value = T(std::int64_t(value) ^ (std::int64_t(1) << bit));
}

// A channel's scale: 18 bits of multiplier, then the offset, then the rectifier.
template <template <int, int> class SCALE, int OFFSET_BITS, int RECTIFIER_BITS>
void flip_bit(SCALE<OFFSET_BITS, RECTIFIER_BITS>& scale, int bit) {
    if (bit < 18) flip_bit(scale.multiplier, bit);
    else if (bit < 18 + OFFSET_BITS) flip_bit(scale.offset, bit - 18);
    else flip_bit(scale.rectifier, bit - 18 - OFFSET_BITS);
}

template <class T>
void flip_element(void* rom, long element, int bit) {
    flip_bit(static_cast<T*>(rom)[element], bit);
}

template <class T, int WORDS, int LANES>
bool offer(const char* name, T (&rom)[WORDS][LANES]) {
    roms()[name] = {&rom[0][0], flip_element<T>};
    return true;
}

template <class T, int WORDS>
bool offer(const char* name, T (&rom)[WORDS]) {
    roms()[name] = {&rom[0], flip_element<T>};
    return true;
}

inline void flip_rom() {
    if (current().kind != "rom") return;
    const rom_memory& rom = roms().at(current().place);
    rom.flip(rom.first, current().element, current().bit);
}

inline void begin_image() {
    static std::ifstream plants("plants");
    current() = fault();
    ++image();
    plants >> current().kind >> current().place >> current().element >> current().bit >> current().reads >> current().stride;
    flip_rom();
}

// A flip is its own inverse.
inline void end_image() { flip_rom(); }

// Whether one reading of an accumulator is the wrong one; they are counted within an image.
inline bool is_read(long& call) {
    const long after = call++ - current().element;
    return after >= 0 && after % current().stride == 0 && after / current().stride < current().reads;
}

template <class ACC>
ACC flipped(ACC value) {
    return ACC(value ^ (ACC(1) << current().bit));
}

// The accumulator as the requantiser Q gets it; where a result takes several turns, in each of them.
template <class Q, class ACC>
ACC sum(ACC value) {
    static int counted_image = -1;
    static long call = 0;
    static bool is_mine = false;
    if (counted_image != image()) {
        counted_image = image();
        call = 0;
        const std::string me = __PRETTY_FUNCTION__, place = "Q = " + current().place;
        is_mine = current().kind == "sum" && (me.find(place + ";") != std::string::npos || me.find(place + "]") != std::string::npos || me.find(place + ",") != std::string::npos);
    }
    return is_mine && is_read(call) ? flipped(value) : value;
}

// The same of the shared engine, whose operators are told apart by their nodes.
template <class ACC>
ACC sum_of_node(int node, ACC value) {
    static int counted_image = -1;
    static long call = 0;
    if (counted_image != image()) {
        counted_image = image();
        call = 0;
    }
    return current().kind == "sum" && std::stoi(current().place) == node && is_read(call) ? flipped(value) : value;
}

// Element `place` of a node's map, as the shared engine writes it to memory; -1 is none.
inline int map_value(int node, int place, int value) {
    return current().kind == "stream" && current().element == place && std::stoi(current().place) == node ? value ^ (1 << current().bit) : value;
}

// Token p, of C channels, of the stream that carries a node's tensor.
template <class TOKEN>
void token(int node, int p, int channels, TOKEN& token) {
    const long first = long(p) * channels;
    if (current().kind != "stream" || std::stoi(current().place) != node) return;
    if (current().element < first || current().element >= first + channels) return;
    flip_bit(token.v[current().element - first], current().bit);
}

}  // namespace plant
}  // namespace fs

#endif
