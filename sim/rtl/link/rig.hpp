// A link under Verilator with a host, two lines and a network around it, clock by clock.
#pragma once

#include "../common/host.hpp"
#include "Vlink_top.h"
#include "line.hpp"

#include <algorithm>
#include <memory>

namespace bench {

constexpr int links = 3;

class rig {
public:
    rig(int index, const geometry& shape, const bytes& ids)
        : index(index), shape(shape), user(shape, ids, 100 + index), net(shape.image_bytes(), shape.mask_bits(), 200 + index),
          up(300 + index), down(400 + index), random(500 + index) {}

    // Pins before the clock.
    void drive(Vlink_top& top, std::uint64_t now) {
        if (streaming && up.size() < 2) {
            const bytes next = user.transmit(now);
            for (int copies = random.chance(duplicates) ? 2 : 1; copies > 0; --copies)
                for (auto byte : next) up.send(byte);
        }
        const bool arrives = up.arrives();
        set(top.in_valid, arrives);
        set_byte(top.in_data, arrives ? up.take() : 0xFA);
        set(top.out_ready, random.chance(takes));
        set(top.image_tready, net.ready());
        set(top.mask_tvalid, net.valid());
        set_byte(top.mask_tdata, net.data());
        set(top.rst, random.chance(resets));
    }

    // What happened, with the pins as they were before the edge.
    void observe(const Vlink_top& top, std::uint64_t now) {
        if (bit(top.out_valid) && bit(top.out_ready)) down.send(byte(top.out_data));
        net.clock(bit(top.network_rst), bit(top.image_tvalid), byte(top.image_tdata), bit(top.image_tlast), bit(top.mask_tready));
        if (down.arrives()) {
            parser.append(down.take());
            last_byte = now;
        } else if (now - last_byte == 1000)
            parser.abandon();
        received message;
        while (parser.read(message)) {
            if (streaming)
                user.receive(message, now);
            else
                answers.push_back(message);
        }
        compare_cycles();
    }

    int index;
    geometry shape;
    host user;
    network net;
    line up, down;
    decoder parser;
    std::deque<received> answers;
    bool streaming = true;
    double takes = 1, duplicates = 0, resets = 0;

private:
    // Frames that the host has finished, as it was told, against the network's own count. A frame may have been computed more often than
    // it was finished, when a session ended in between.
    void compare_cycles() {
        while (!user.told.empty()) {
            const counted told = user.told.front();
            const auto own = std::find(net.done.begin(), net.done.end(), told);
            if (own == net.done.end())
                fail("link %d: told %llu total and %llu stall cycles; the last frame computed had %llu and %llu", index, count(told.total), count(told.stall),
                     count(net.done.empty() ? 0 : net.done.back().total), count(net.done.empty() ? 0 : net.done.back().stall));
            net.done.erase(net.done.begin(), own + 1);
            user.told.pop_front();
        }
    }

    static unsigned long long count(std::uint64_t value) { return value; }

    template <class T>
    void set(T& vector, bool value) const {
        vector = static_cast<T>((vector & ~(1u << index)) | (value ? 1u << index : 0));
    }
    template <class T>
    void set_byte(T& vector, std::uint8_t value) const {
        vector = (vector & ~(0xFFu << 8 * index)) | static_cast<T>(value) << 8 * index;
    }
    template <class T>
    bool bit(T vector) const {
        return vector >> index & 1;
    }
    template <class T>
    std::uint8_t byte(T vector) const {
        return static_cast<std::uint8_t>(vector >> 8 * index);
    }

    std::uint64_t last_byte = 0;
    rng random;
};

// All links on one clock.
class bank {
public:
    bank() {
        bytes ids;
        for (int i = 0; i < 32; ++i) ids.push_back(static_cast<std::uint8_t>(i));
        for (int i = 0; i < 32; ++i) ids.push_back(static_cast<std::uint8_t>(100 + i));
        const geometry shapes[links] = {
            {5, 3, 2, 1, 2, 3, 100000000, 16, 16}, {16, 12, 1, 2, 17, 12, 100000000, 16, 64}, {64, 32, 3, 1, 64, 32, 100000000, 70, 1024}};
        for (int i = 0; i < links; ++i) rigs.push_back(std::make_unique<rig>(i, shapes[i], ids));
        top.clk = 0;
        top.rst = 7;
        for (int i = 0; i < 4; ++i) edge();
        top.rst = 0;
    }

    void clock() {
        for (auto& each : rigs) each->drive(top, now);
        top.eval();
        for (auto& each : rigs) each->observe(top, now);
        edge();
        ++now;
    }

    std::vector<std::unique_ptr<rig>> rigs;
    std::uint64_t now = 1;

private:
    void edge() {
        top.clk = 1;
        top.eval();
        top.clk = 0;
        top.eval();
    }

    Vlink_top top;
};

}  // namespace bench
