// Streams images through the links with every mix of slow lines, slow network, back-pressure, faults and resets: every mask must be right, cycle counters and
// CRCs equal the bench's own, and there is progress whenever the line allows it.
#include "rig.hpp"

#include <cstring>

namespace {

struct setting {
    const char* name;
    double up_speed, down_takes, network_takes, network_gives;
    unsigned latency;
    double faults, pauses;
    unsigned longest_pause;
    double duplicates, resets;
    unsigned frames;
};

const setting settings[] = {
    {"full speed", 1, 1, 1, 1, 5, 0, 0, 0, 0, 0, 24},
    {"slow network", 1, 1, 0.1, 0.05, 900, 0, 0, 0, 0, 0, 8},
    {"slow line", 0.1, 0.1, 1, 1, 50, 0, 0, 0, 0, 0, 8},
    {"random", 0.6, 0.5, 0.5, 0.5, 100, 0, 0.001, 300, 0.02, 0, 24},
    {"faults", 1, 1, 1, 1, 20, 0.001, 0, 0, 0.01, 0, 48},
    {"faults, random", 0.7, 0.4, 0.6, 0.3, 300, 0.0005, 0.001, 2500, 0.02, 0, 32},
    {"heavy faults", 0.5, 0.5, 1, 1, 20, 0.004, 0.0005, 1500, 0, 0, 12},
    {"board resets", 0.8, 0.8, 0.8, 0.8, 100, 0.0002, 0, 0, 0.01, 0.00005, 25},
};

void apply(bench::rig& each, const setting& with) {
    each.up.speed = with.up_speed;
    each.up.faults = each.down.faults = with.faults;
    each.up.pauses = with.pauses;
    each.up.longest_pause = with.longest_pause;
    each.takes = with.down_takes;
    each.net.takes = with.network_takes;
    each.net.gives = with.network_gives;
    each.net.latency = with.latency;
    each.duplicates = with.duplicates;
    each.resets = with.resets;
}

void run(bench::bank& all, const setting& with) {
    const std::uint64_t start = all.now;
    std::uint64_t repeated = 0, sessions = 0;
    for (auto& each : all.rigs) {
        apply(*each, with);
        each->user.reopen();
        each->user.ask(with.frames * (each->index == 2 ? 1 : 8));
        repeated -= each->user.repeated;
        sessions -= each->user.sessions;
    }
    auto busy = [&] {
        for (auto& each : all.rigs)
            if (!each->user.idle()) return true;
        return false;
    };
    while (busy()) {
        all.clock();
        if (all.now - start > 40000000) bench::fail("%s: no end after 40,000,000 clocks", with.name);
    }
    for (auto& each : all.rigs) {
        repeated += each->user.repeated;
        sessions += each->user.sessions;
    }
    if (with.faults == 0 && with.resets == 0 && (repeated != 0 || sessions != bench::links))
        bench::fail("%s: %llu bytes repeated, %llu sessions on a line without faults", with.name, static_cast<unsigned long long>(repeated),
                    static_cast<unsigned long long>(sessions));
    std::printf("  %-16s %4u frames, %8llu clocks, %7llu bytes repeated, %3llu sessions\n", with.name, with.frames * 17,
                static_cast<unsigned long long>(all.now - start), static_cast<unsigned long long>(repeated), static_cast<unsigned long long>(sessions));
}

}  // namespace

int stream_bench() {
    bench::bank all;
    for (const auto& with : settings) run(all, with);
    return 0;
}
