// Frames of the link as a bench sees them: checks by the definition, bit by bit, and a decoder that hunts on from the byte after a bad start.
#pragma once

#include "../../../hw/rtl/fpgaseg_link.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace bench {

using bytes = std::vector<std::uint8_t>;

inline std::uint8_t crc8(const std::uint8_t* data, std::size_t count) {
    unsigned crc = 0xFF;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; ++bit) crc = crc & 0x80 ? (crc << 1 ^ 0x2F) & 0xFF : crc << 1;
    }
    return static_cast<std::uint8_t>(~crc);
}

inline std::uint32_t crc32(const std::uint8_t* data, std::size_t count) {
    std::uint32_t crc = 0xFFFFFFFFu;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
    }
    return ~crc;
}

inline std::uint32_t crc32(const bytes& data) { return crc32(data.data(), data.size()); }

inline void put(bytes& target, std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) target.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

inline std::uint64_t get(const bytes& source, std::size_t at, int count) {
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) value |= static_cast<std::uint64_t>(source.at(at + i)) << 8 * i;
    return value;
}

inline bytes frame(int type, std::uint16_t sequence, const bytes& payload) {
    bytes result = {FPGASEG_Sync0, FPGASEG_Sync1, static_cast<std::uint8_t>(type)};
    put(result, sequence, 2);
    put(result, payload.size(), 2);
    result.push_back(crc8(&result[2], 5));
    result.insert(result.end(), payload.begin(), payload.end());
    put(result, crc32(&result[2], result.size() - 2), 4);
    return result;
}

struct received {
    int type = 0;
    std::uint16_t sequence = 0;
    bytes payload;
};

class decoder {
public:
    void append(std::uint8_t byte) { held.push_back(byte); }

    // A receiver gives up a frame in progress when the line was silent.
    void abandon() {
        if (!held.empty()) held.pop_front();
    }

    bool read(received& out) {
        while (!held.empty()) {
            if (held[0] != FPGASEG_Sync0 || (held.size() > 1 && held[1] != FPGASEG_Sync1)) {
                held.pop_front();
                continue;
            }
            if (held.size() < FPGASEG_HeaderBytes) return false;
            bytes head(held.begin(), held.begin() + FPGASEG_HeaderBytes);
            const std::size_t length = get(head, 5, 2);
            if (crc8(&head[2], 5) != head[7] || length > FPGASEG_LargestPayload) {
                held.pop_front();
                continue;
            }
            if (held.size() < length + FPGASEG_FrameOverhead) return false;
            bytes all(held.begin(), held.begin() + length + FPGASEG_FrameOverhead);
            if (crc32(&all[2], length + 6) != get(all, length + 8, 4)) {
                held.pop_front();
                continue;
            }
            out.type = all[2];
            out.sequence = static_cast<std::uint16_t>(get(all, 3, 2));
            out.payload.assign(all.begin() + 8, all.end() - 4);
            held.erase(held.begin(), held.begin() + length + FPGASEG_FrameOverhead);
            return true;
        }
        return false;
    }

private:
    std::deque<std::uint8_t> held;
};

}  // namespace bench
