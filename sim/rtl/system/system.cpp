// A whole board, simulated: its top level under Verilator, its UART on a pseudo-terminal or its FT232H on a TCP port behind which sim/usb is the USB. It runs as
// fast as it can; the host is held to the simulation's pace. usage: system LINK [DEVIATION]. UART: LINK becomes a link to the terminal, DEVIATION is that
// of the host's clock in thousandths. FT245: the port is printed, LINK is not used, DEVIATION is the share of the chip's clocks in which it pauses, in
// thousandths. Ends with SIGTERM or SIGINT and says what it has seen; exit status 1 if a cycle count or a rule at the pins is broken.
#include "Vsystem.h"
#include "board.hpp"
#include "svdpi.h"
#include "terminal.hpp"
#include "uart.hpp"
#include "usb_pipe.hpp"

#include <csignal>

double sc_time_stamp() { return 0; }

namespace {

volatile std::sig_atomic_t stopped = 0;
std::uint64_t now = 0, last_moved = 0;
Vsystem* top;
bench::watcher seen;

// Nothing moves for so many clocks: the simulation sleeps until the host says something.
constexpr std::uint64_t quiet_clocks = 5000;

void board_clock() {
    top->clk = 1;
    top->eval();
    top->clk = 0;
    top->eval();
    ++now;
    if (!bench::net->idle()) last_moved = now;
}

class serial_board {
public:
    serial_board(const char* link, double deviation)
        : host(link), far_end(static_cast<double>(bench::told_design.clock_hz) / bench::told_design.baud * (1 + deviation / 1000)) {}

    void step() {
        if (now % 64 == 0) listen();
        top->uart_rx = far_end.drive();
        board_clock();
        std::uint8_t byte;
        if (!far_end.quiet() || !top->uart_tx) last_moved = now;
        if (!far_end.watch(top->uart_tx, byte)) return;
        host.write(byte);
        seen.byte(byte);
    }

    void wait() { host.wait(2); }
    std::uint64_t errors() const { return far_end.errors; }

private:
    void listen() {
        std::uint8_t bytes[16];
        if (far_end.waiting() >= sizeof bytes) return;
        const int count = host.read(bytes, sizeof bytes);
        for (int i = 0; i < count; ++i) far_end.send(bytes[i]);
    }

    bench::terminal host;
    bench::uart far_end;
};

bench::usb_pipe* usb;
bench::rng pauses(7);
double pausing = 0;

class usb_board {
public:
    explicit usb_board(double thousandths) : period(1e12 / bench::told_design.clock_hz) {
        usb = new bench::usb_pipe();
        pausing = thousandths / 1000;
    }

    // The next edge of either clock. The chip's own runs while a host holds it, and begins with what the chip shows.
    void step() {
        if (!usb->is_open() || at <= chip_at) {
            if (!usb->is_open() && now % 256 == 0) usb->exchange();
            board_clock();
            at += period;
            if (!usb->is_open()) chip_at = at + 1234;
            return;
        }
        if (!is_late) {
            pulse(top->ft_clk);
            chip_at += 9000;
        } else {
            if (++exchanges % 32 == 0) usb->exchange();
            pulse(top->ft_late);
            chip_at += 7667;
        }
        is_late = !is_late;
    }

    void wait() { usb->wait(2); usb->exchange(); }
    std::uint64_t errors() const { return 0; }

private:
    void pulse(CData& clock) {
        clock = 1;
        top->eval();
        clock = 0;
        top->eval();
    }

    double period, at = 0, chip_at = 0;
    std::uint64_t exchanges = 0;
    bool is_late = true;
};

template <class kind>
void run(kind& board) {
    while (!stopped) {
        board.step();
        if (now - last_moved > quiet_clocks) {
            board.wait();
            last_moved = now - quiet_clocks + 1000;
        }
    }
    std::printf("%llu clocks, %llu frames, %llu framing errors at the host\n", static_cast<unsigned long long>(now), static_cast<unsigned long long>(seen.frames),
                static_cast<unsigned long long>(board.errors()));
}

}  // namespace

// The chip's USB side, for ft232h.sv.
extern "C" int chip_next() { return usb->to_board.empty() ? -1 : usb->to_board.front(); }
extern "C" svBit chip_has_room() { return usb->to_host.size() < bench::usb_pipe::room; }
extern "C" svBit chip_pauses() { return pauses.chance(pausing); }
extern "C" void chip_flush() {}
extern "C" void chip_violation(const char* rule) { bench::fail("the chip's rule '%s' is broken", rule); }

extern "C" void chip_taken() {
    if (usb->to_board.empty()) return;
    usb->to_board.pop_front();
    last_moved = now;
}

extern "C" void chip_given(unsigned char data) {
    usb->to_host.push_back(data);
    seen.byte(data);
    last_moved = now;
}

int main(int argc, char** argv) {
    if (argc != 2 && argc != 3) {
        std::fprintf(stderr, "usage: system LINK [DEVIATION]\n");
        return 2;
    }
    std::signal(SIGTERM, [](int) { stopped = 1; });
    std::signal(SIGINT, [](int) { stopped = 1; });
    top = new Vsystem();
    top->uart_rx = 1;
    top->eval();
    const double deviation = argc == 3 ? std::atof(argv[2]) : 0;
    if (bench::told_design.line == 0) {
        serial_board board(argv[1], deviation);
        std::printf("ready\n");
        std::fflush(stdout);
        run(board);
    } else {
        usb_board board(deviation);
        std::printf("ready %d\n", usb->port);
        std::fflush(stdout);
        run(board);
    }
    return 0;
}
