// A network for benches: takes an image, gives a mask that depends on every byte of it, with pauses of its own, and counts its cycles itself.
#pragma once

#include "frames.hpp"
#include "random.hpp"

#include <functional>

namespace bench {

inline bytes mask_of(const bytes& image, std::size_t mask_bits) {
    bytes mask((mask_bits + 7) / 8);
    std::uint32_t state = crc32(image);
    for (std::size_t i = 0; i < mask_bits; ++i) {
        state = state * 1664525u + 1013904223u + image[i % image.size()];
        if (state >> 31) mask[i / 8] |= static_cast<std::uint8_t>(1u << i % 8);
    }
    return mask;
}

struct counted {
    std::uint64_t compute, total, stall;
    std::uint32_t image_crc;

    bool operator==(const counted& other) const {
        return compute == other.compute && total == other.total && stall == other.stall && image_crc == other.image_crc;
    }
};

class network {
public:
    network(std::size_t image_bytes, std::size_t mask_bits, std::uint64_t seed) : image_bytes(image_bytes), mask_bits(mask_bits), random(seed) {}

    // What it computes.
    std::function<bytes(const bytes&)> compute = [this](const bytes& image) { return mask_of(image, mask_bits); };

    // Chances that the network takes, or gives, in a clock; and clocks between an image and its mask.
    double takes = 1, gives = 1;
    unsigned latency = 20;

    // Pins before a clock.
    bool ready() const { return will_take; }
    bool valid() const { return showing; }
    bool idle() const { return image.empty() && mask.empty(); }
    bool last() const { return showing && mask_at + 1 == mask.size(); }
    std::uint8_t data() const { return showing ? mask[mask_at] : static_cast<std::uint8_t>(0xEE); }

    // A clock with what the link shows. `done` has what should be counted for each mask, in order; a reset does not empty it, since FRAME-DONE may be
    // under way to the host.
    void clock(bool reset, bool image_valid, std::uint8_t image_data, bool image_last, bool mask_ready) {
        if (reset) {
            image.clear();
            mask.clear();
            mask_at = 0;
            will_take = showing = counting = false;
            now = {};
            return;
        }
        const bool image_beat = image_valid && will_take, mask_beat = showing && mask_ready;
        if (image_beat && mask.empty()) counting = true;
        if (counting) {
            ++now.total;
            const bool starved = will_take && !image_valid && image.size() < image_bytes && !image.empty();
            if (starved || (showing && !mask_ready)) ++now.stall;
        }
        if (image_beat) take(image_data, image_last);
        if (mask_beat) give();
        advance(mask_beat);
    }

    std::deque<counted> done;

private:
    void take(std::uint8_t byte, bool last) {
        check(mask.empty(), "pixels offered before the mask was out", mask.size(), 0);
        image.push_back(byte);
        check(last == (image.size() == image_bytes), "TLAST of the image", last, !last);
        if (image.size() == image_bytes) {
            mask = compute(image);
            wait = latency;
        }
    }

    void give() {
        if (++mask_at < mask.size()) return;
        now.compute = now.total - now.stall;
        now.image_crc = crc32(image);
        done.push_back(now);
        now = {};
        counting = false;
        mask.clear();
        image.clear();
        mask_at = 0;
    }

    void advance(bool mask_beat) {
        // It could take the next image's bytes at any time; the link must not offer them.
        will_take = random.chance(takes);
        if (wait > 0) --wait;
        if (!showing || mask_beat) showing = !mask.empty() && wait == 0 && random.chance(gives);
    }

    std::size_t image_bytes, mask_bits;
    rng random;
    bytes image, mask;
    std::size_t mask_at = 0;
    unsigned wait = 0;
    bool will_take = false, showing = false, counting = false;
    counted now{};
};

}  // namespace bench
