// The compiled network behind network.sv: takes an image, calls fpgaseg_top, gives the mask after the cycles that the design predicts, and counts them itself.
#include "board.hpp"
#include "src/top.hpp"
#include "svdpi.h"

#include <vector>

namespace {

// The memory beside the chip, where the network has ports for one: all of them lead to the same.
template <class port>
struct memory_behind;

template <template <class> class port, class word>
struct memory_behind<port<word>> {
    static word* words() {
        static std::vector<word> memory(MEMORY_WORDS);
        return memory.data();
    }
};

template <class stream, class... ports>
void call(void (*network)(stream&, stream&, ports...), stream& in, stream& out) {
    network(in, out, ports(memory_behind<ports>::words())...);
}

bench::bytes compute(const bench::bytes& image) {
    hls::stream<fs::link_byte> in("image"), out("mask");
    for (std::size_t i = 0; i < image.size(); ++i) {
        fs::link_byte beat;
        beat.data = image[i];
        beat.keep = 1;
        beat.strb = 1;
        beat.last = i + 1 == image.size();
        in.write(beat);
    }
    call(fpgaseg_top, in, out);
    bench::bytes mask;
    while (!out.empty()) mask.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(out.read().data)));
    bench::equal("bytes of the mask", mask.size(), (bench::told_design.mask_bits + 7) / 8);
    return mask;
}

}  // namespace

extern "C" void design_is(int line, int baud, int clock_hz, int image_bytes, int mask_bits, int latency_cycles) {
    bench::told_design = {line, baud, clock_hz, image_bytes, mask_bits, latency_cycles};
    bench::net = std::make_unique<bench::network>(image_bytes, mask_bits, 1);
    bench::net->compute = compute;
    bench::net->latency = latency_cycles;
    // A byte in eight clocks at most: a network makes a pixel in each.
    bench::net->gives = 0.125;
}

extern "C" void network_clock(svBit running, svBit image_valid, unsigned char image_data, svBit image_whole, svBit image_last, svBit mask_ready, svBit* image_ready,
                              svBit* mask_valid, unsigned char* mask_data, svBit* mask_last) {
    bench::network& net = *bench::net;
    if (running && image_valid && !image_whole) bench::fail("TKEEP or TSTRB of the image is low");
    net.clock(!running, image_valid, image_data, image_last, mask_ready);
    *image_ready = net.ready();
    *mask_valid = net.valid();
    *mask_data = net.data();
    *mask_last = net.last();
}
