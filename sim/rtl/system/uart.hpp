// The other end of a UART line: bits from and to bytes, in the time of the line's own clock.
#pragma once

#include <cstdint>
#include <deque>

namespace bench {

class uart {
public:
    explicit uart(double clocks_per_bit) : clocks_per_bit(clocks_per_bit) {}

    void send(std::uint8_t byte) { queue.push_back(byte); }
    std::size_t waiting() const { return queue.size(); }
    bool quiet() const { return queue.empty() && sending == 0; }

    // The level that it drives in this clock.
    bool drive() {
        if (sending == 0) {
            if (queue.empty()) return true;
            frame = 0x200u | static_cast<unsigned>(queue.front()) << 1;
            queue.pop_front();
            sending = 10;
            // The rest of a clock that the last bit ended in is part of this one: the rate is exact.
            left += clocks_per_bit;
        }
        const bool level = frame & 1;
        left -= 1;
        if (left < 1) {
            frame >>= 1;
            if (--sending > 0)
                left += clocks_per_bit;
            else if (queue.empty())
                left = 0;
        }
        return level;
    }

    // Watches the other line; true when `byte` has come. A stop bit that is low counts as an error.
    bool watch(bool level, std::uint8_t& byte) {
        if (receiving == 0) {
            if (level) return false;
            receiving = 10;
            until = clocks_per_bit / 2;
            shift = 0;
        }
        until -= 1;
        if (until > 0) return false;
        until += clocks_per_bit;
        shift = shift >> 1 | (level ? 0x200u : 0);
        if (--receiving > 0) return false;
        errors += !level || (shift & 1) != 0;
        byte = static_cast<std::uint8_t>(shift >> 1);
        return true;
    }

    std::uint64_t errors = 0;

private:
    double clocks_per_bit, left = 0, until = 0;
    std::deque<std::uint8_t> queue;
    unsigned frame = 0, shift = 0;
    int sending = 0, receiving = 0;
};

}  // namespace bench
