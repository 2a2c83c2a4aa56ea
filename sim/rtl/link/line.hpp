// One direction of a line: keeps the order of bytes, and loses, adds, flips or delays them on demand.
#pragma once

#include "../common/random.hpp"

#include <deque>

namespace bench {

class line {
public:
    explicit line(std::uint64_t seed) : random(seed) {}

    // Chance of a fault per byte, of a pause per byte and its longest length in clocks, and of a byte per clock.
    double faults = 0, pauses = 0, speed = 1;
    unsigned longest_pause = 0;

    void send(std::uint8_t byte) {
        if (!random.chance(faults)) return held.push_back(byte);
        switch (random.below(3)) {
            case 0: break;
            case 1: held.push_back(static_cast<std::uint8_t>(byte ^ 1u << random.below(8))); break;
            default:
                held.push_back(byte);
                held.push_back(static_cast<std::uint8_t>(random.next()));
        }
    }

    // Whether a byte arrives in this clock.
    bool arrives() {
        if (pause > 0) {
            --pause;
            return false;
        }
        if (held.empty() || !random.chance(speed)) return false;
        if (random.chance(pauses)) pause = random.below(longest_pause + 1);
        return true;
    }

    std::uint8_t take() {
        const std::uint8_t byte = held.front();
        held.pop_front();
        return byte;
    }

    std::size_t size() const { return held.size(); }

private:
    std::deque<std::uint8_t> held;
    unsigned pause = 0;
    rng random;
};

}  // namespace bench
