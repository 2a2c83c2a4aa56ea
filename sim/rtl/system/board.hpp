// What the parts of the simulated board share: the design that its RTL says it is, the network, and the bench's own count of what the board reports.
#pragma once

#include "../common/network.hpp"

#include <algorithm>
#include <memory>

namespace bench {

struct design {
    int line, baud, clock_hz, image_bytes, mask_bits, latency_cycles;
};

// Set by the first evaluation of the RTL.
inline design told_design{};
inline std::unique_ptr<network> net;

// Bytes on their way to the host: FRAME-DONE is held against the network's own count of its cycles. A repeated one says the same again.
class watcher {
public:
    void byte(std::uint8_t value) {
        parser.append(value);
        received message;
        while (parser.read(message))
            if (message.type == FPGASEG_FrameTypeFrameDone) compare(message.payload);
    }

    std::uint64_t frames = 0;

private:
    void compare(const bytes& p) {
        const counted told = {get(p, 4, 8), get(p, 12, 8), get(p, 20, 8), static_cast<std::uint32_t>(get(p, 28, 4))};
        if (std::find(net->done.begin(), net->done.end(), told) == net->done.end()) fail("FRAME-DONE has other cycles than the network counted");
        ++frames;
        std::printf("frame %llu: compute %llu, total %llu, stall %llu cycles\n", static_cast<unsigned long long>(get(p, 0, 2)),
                    static_cast<unsigned long long>(told.compute), static_cast<unsigned long long>(told.total), static_cast<unsigned long long>(told.stall));
        std::fflush(stdout);
    }

    decoder parser;
};

}  // namespace bench
