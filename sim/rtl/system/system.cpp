// A whole board, simulated: fpga_core under Verilator with its UART pins on a pseudo-terminal and the generated network, compiled, on its streams. It runs as
// fast as it can; the host is held to the simulation's pace by the terminal. usage: system LINK [OFFSET], where OFFSET is the deviation of the host's
// clock in thousandths. Ends with SIGTERM or SIGINT and says what it has seen; exit status 1 if a cycle count differs from its own.
#include "../common/network.hpp"
#include "Vfpga_core.h"
#include "src/top.hpp"
#include "terminal.hpp"
#include "uart.hpp"

#include <algorithm>
#include <csignal>

double sc_time_stamp() { return 0; }

namespace {

volatile std::sig_atomic_t stopped = 0;

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
    fpgaseg_top(in, out);
    bench::bytes mask;
    while (!out.empty()) mask.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(out.read().data)));
    bench::equal("bytes of the mask", mask.size(), (MASK_WIDTH * MASK_HEIGHT + 7) / 8);
    return mask;
}

class board {
public:
    board(const char* link, double offset)
        : host(link), far_end(static_cast<double>(CLOCK_HZ) / BAUD * (1 + offset / 1000)),
          net(static_cast<std::size_t>(IMAGE_WIDTH) * IMAGE_HEIGHT * IMAGE_CHANNELS * IMAGE_PASSES, static_cast<std::size_t>(MASK_WIDTH) * MASK_HEIGHT, 1) {
        net.compute = compute;
        // The mask comes after the cycles that the design predicts, a byte in eight clocks at most.
        net.latency = LATENCY_CYCLES;
        net.gives = 0.125;
        top.uart_rx = 1;
        top.rst = 1;
        for (int i = 0; i < 4; ++i) edge();
        top.rst = 0;
    }

    void run() {
        unsigned idle = 0;
        while (!stopped) {
            if (clocks % 64 == 0) listen();
            clock();
            idle = far_end.quiet() && net.idle() && top.uart_tx ? idle + 1 : 0;
            // Nothing moves: sleep until the host says something, instead of simulating silence.
            if (idle > 5000) {
                host.wait(2);
                idle = 4000;
            }
        }
        std::printf("%llu clocks, %llu frames, %llu framing errors at the host\n", static_cast<unsigned long long>(clocks),
                    static_cast<unsigned long long>(frames), static_cast<unsigned long long>(far_end.errors));
    }

private:
    void listen() {
        std::uint8_t bytes[16];
        if (far_end.waiting() >= sizeof bytes) return;
        const int count = host.read(bytes, sizeof bytes);
        for (int i = 0; i < count; ++i) far_end.send(bytes[i]);
    }

    void clock() {
        top.uart_rx = far_end.drive();
        top.image_tready = net.ready();
        top.mask_tvalid = net.valid();
        top.mask_tdata = net.data();
        top.eval();
        std::uint8_t byte;
        if (far_end.watch(top.uart_tx, byte)) {
            host.write(byte);
            parser.append(byte);
            bench::received message;
            while (parser.read(message)) compare(message);
        }
        net.clock(top.network_rst, top.image_tvalid, top.image_tdata, top.image_tlast, top.mask_tready);
        edge();
        ++clocks;
    }

    void edge() {
        top.clk = 1;
        top.eval();
        top.clk = 0;
        top.eval();
    }

    // What FRAME-DONE says against the network's own count. A repeated FRAME-DONE says the same again.
    void compare(const bench::received& message) {
        if (message.type != FPGASEG_FrameTypeFrameDone) return;
        const bench::bytes& p = message.payload;
        const bench::counted told = {bench::get(p, 4, 8), bench::get(p, 12, 8), bench::get(p, 20, 8), static_cast<std::uint32_t>(bench::get(p, 28, 4))};
        if (std::find(net.done.begin(), net.done.end(), told) == net.done.end()) bench::fail("FRAME-DONE has other cycles than the network counted");
        ++frames;
        std::printf("frame %llu: compute %llu, total %llu, stall %llu cycles\n", static_cast<unsigned long long>(bench::get(p, 0, 2)),
                    static_cast<unsigned long long>(told.compute), static_cast<unsigned long long>(told.total), static_cast<unsigned long long>(told.stall));
        std::fflush(stdout);
    }

    Vfpga_core top;
    bench::terminal host;
    bench::uart far_end;
    bench::network net;
    bench::decoder parser;
    std::uint64_t clocks = 0, frames = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 && argc != 3) {
        std::fprintf(stderr, "usage: system LINK [OFFSET]\n");
        return 2;
    }
    std::signal(SIGTERM, [](int) { stopped = 1; });
    std::signal(SIGINT, [](int) { stopped = 1; });
    board all(argv[1], argc == 3 ? std::atof(argv[2]) : 0);
    std::printf("ready\n");
    std::fflush(stdout);
    all.run();
    return 0;
}
