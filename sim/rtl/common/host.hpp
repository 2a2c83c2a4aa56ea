// The host's side of the protocol for benches, written from docs/link-protocol.md: streams images, checks everything that comes back, and
// opens a new session when the board asks for one or nothing moves. Time is in clocks.
#pragma once

#include "network.hpp"

namespace bench {

struct geometry {
    int width, height, channels, passes, mask_width, mask_height, clock_hz, max_payload, receive_buffer;
    std::size_t image_bytes() const { return static_cast<std::size_t>(width) * height * channels * passes; }
    std::size_t mask_bits() const { return static_cast<std::size_t>(mask_width) * mask_height; }
    std::size_t mask_bytes() const { return (mask_bits() + 7) / 8; }
};

class host {
public:
    host(const geometry& shape, const bytes& ids, std::uint64_t seed) : shape(shape), ids(ids), random(seed) {}

    std::uint64_t poll_interval = 4000, deadline = 200000;
    std::uint64_t finished = 0, sessions = 0, repeated = 0;
    bool is_open = false;

    // What each finished frame said of its cycles, for the network's owner to compare.
    std::deque<counted> told;

    // Random images still to do.
    void ask(unsigned count) {
        for (unsigned i = 0; i < count; ++i) {
            bytes image(shape.image_bytes());
            for (auto& byte : image) byte = static_cast<std::uint8_t>(random.next());
            if (random.chance(0.2)) image.assign(image.size(), static_cast<std::uint8_t>(FPGASEG_Sync0));
            todo.push_back(image);
        }
    }

    bool idle() const { return todo.empty(); }

    // The session is of no use any more; the next transmit opens another.
    void reopen() {
        is_open = false;
        hello_sent = 0;
        ++nonce;
    }

    // Bytes of the next frame, or none.
    bytes transmit(std::uint64_t now) {
        if (todo.empty() && is_open) return {};
        if (!is_open) return hello(now);
        if (now - last_progress > deadline) {
            reopen();
            return hello(now);
        }
        if (now - last_heard > poll_interval && now - last_poll > poll_interval) {
            last_poll = now;
            return status(FPGASEG_FrameTypePoll);
        }
        if (mask_ack_wanted) return status(FPGASEG_FrameTypeMaskAck);
        return image_frame();
    }

    bytes reset() { return frame(FPGASEG_FrameTypeReset, sequence++, {}); }

    void receive(const received& message, std::uint64_t now) {
        last_heard = now;
        if (message.type == FPGASEG_FrameTypeHelloReply) return take_reply(message, now);
        if (!is_open) return;
        last_sequence = message.sequence;
        switch (message.type) {
            case FPGASEG_FrameTypeAck: return take_ack(message.payload, now);
            case FPGASEG_FrameTypeMask: return take_mask(message.payload, now);
            case FPGASEG_FrameTypeFrameDone: return take_done(message.payload, now);
            case FPGASEG_FrameTypeRefusal:
                equal("REFUSAL reason", message.payload.at(0), FPGASEG_RefusalReasonNoSession);
                return reopen();
            default: fail("a frame of type %d from the board", message.type);
        }
    }

private:
    struct segment {
        std::uint64_t end;
        std::uint16_t sequence;
    };

    bytes hello(std::uint64_t now) {
        if (hello_sent != 0 && now - hello_sent < 3 * poll_interval) return {};
        hello_sent = now + 1;
        bytes payload;
        put(payload, FPGASEG_ProtocolVersion, 2);
        put(payload, nonce, 4);
        return frame(FPGASEG_FrameTypeHello, sequence++, payload);
    }

    bytes status(int type) {
        mask_ack_wanted = false;
        bytes payload;
        put(payload, mask_number, 2);
        put(payload, mask.size(), 4);
        put(payload, last_sequence, 2);
        return frame(type, sequence++, payload);
    }

    bytes image_frame() {
        const std::uint64_t number = next / shape.image_bytes(), offset = next % shape.image_bytes();
        if (number - mask_number >= todo.size()) return {};
        const std::uint64_t wanted = std::min<std::uint64_t>(shape.max_payload - FPGASEG_DataPrefixBytes, shape.image_bytes() - offset);
        const std::int64_t room = static_cast<std::int64_t>(acknowledged + credit - next);
        if (room < static_cast<std::int64_t>(wanted) && (room <= 0 || next > acknowledged)) return {};
        const std::uint64_t length = std::min<std::uint64_t>(wanted, static_cast<std::uint64_t>(room));
        bytes payload;
        put(payload, number, 2);
        put(payload, offset, 4);
        const bytes& image = todo[number - mask_number];
        payload.insert(payload.end(), image.begin() + offset, image.begin() + offset + length);
        next += length;
        in_flight.push_back({next, sequence});
        return frame(FPGASEG_FrameTypeImage, sequence++, payload);
    }

    void take_reply(const received& message, std::uint64_t now) {
        const bytes& p = message.payload;
        if (p.size() != FPGASEG_HelloReplyBytes || get(p, 4, 4) != nonce || is_open) return;
        bytes expected;
        put(expected, FPGASEG_ProtocolVersion, 2);
        put(expected, static_cast<std::uint64_t>(shape.passes - 1) << FPGASEG_PassesShift, 2);
        put(expected, nonce, 4);
        expected.insert(expected.end(), ids.begin(), ids.end());
        for (int value : {shape.width, shape.height, shape.channels, shape.mask_width, shape.mask_height}) put(expected, value, 2);
        put(expected, shape.clock_hz, 4);
        put(expected, shape.max_payload, 2);
        put(expected, shape.receive_buffer, 4);
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (p[i] != expected[i]) fail("HELLO-REPLY byte %zu: %02x, expected %02x", i, p[i], expected[i]);
        is_open = true;
        ++sessions;
        last_sequence = message.sequence;
        next = acknowledged = next_furthest = 0;
        credit = shape.receive_buffer;
        mask_number = 0;
        mask.clear();
        mask_ack_wanted = false;
        in_flight.clear();
        last_progress = last_poll = now;
    }

    void take_ack(const bytes& p, std::uint64_t now) {
        equal("ACK length", p.size(), FPGASEG_AckBytes);
        const std::uint64_t low = acknowledged / shape.image_bytes();
        const std::uint64_t number = low + static_cast<std::int16_t>(get(p, 0, 2) - static_cast<std::uint16_t>(low));
        check(get(p, 2, 4) < shape.image_bytes(), "ACK offset", get(p, 2, 4), shape.image_bytes());
        const std::uint64_t place = number * shape.image_bytes() + get(p, 2, 4);
        check(place >= acknowledged, "ACK went back", place, acknowledged);
        check(place <= furthest(), "ACK of bytes never sent", place, furthest());
        check(get(p, 6, 4) <= static_cast<std::uint64_t>(shape.receive_buffer), "credit", get(p, 6, 4), shape.receive_buffer);
        check(get(p, 12, 1) < 4, "ACK state", get(p, 12, 1), 0);
        if (place > next) return;
        if (place > acknowledged) last_progress = now;
        acknowledged = place;
        credit = get(p, 6, 4);
        while (!in_flight.empty() && in_flight.front().end <= place) in_flight.pop_front();
        if (!in_flight.empty() && static_cast<std::int16_t>(get(p, 10, 2) - in_flight.front().sequence) >= 0) {
            repeated += next - acknowledged;
            next_furthest = furthest();
            next = acknowledged;
            in_flight.clear();
        }
    }

    std::uint64_t furthest() { return next_furthest = std::max(next_furthest, next); }

    void take_mask(const bytes& p, std::uint64_t now) {
        check(p.size() > FPGASEG_DataPrefixBytes && p.size() <= static_cast<std::size_t>(shape.max_payload), "MASK length", p.size(), shape.max_payload);
        mask_ack_wanted = true;
        if (get(p, 0, 2) != (mask_number & 0xFFFF) || get(p, 2, 4) != mask.size()) return;
        check(mask.size() + p.size() - 6 <= shape.mask_bytes(), "MASK crosses the end", mask.size() + p.size() - 6, shape.mask_bytes());
        mask.insert(mask.end(), p.begin() + 6, p.end());
        last_progress = now;
    }

    void take_done(const bytes& p, std::uint64_t now) {
        equal("FRAME-DONE length", p.size(), FPGASEG_FrameDoneBytes);
        mask_ack_wanted = true;
        if (get(p, 0, 2) != (mask_number & 0xFFFF) || mask.size() != shape.mask_bytes()) return;
        equal("FRAME-DONE status", get(p, 2, 2), 0);
        const bytes expected = mask_of(todo.front(), shape.mask_bits());
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (mask[i] != expected[i]) fail("mask %llu byte %zu: %02x, expected %02x", static_cast<unsigned long long>(finished), i, mask[i], expected[i]);
        equal("CRC of the image", get(p, 28, 4), crc32(todo.front()));
        equal("CRC of the mask", get(p, 32, 4), crc32(mask));
        told.push_back({get(p, 4, 8), get(p, 12, 8), get(p, 20, 8), static_cast<std::uint32_t>(get(p, 28, 4))});
        todo.pop_front();
        mask.clear();
        ++mask_number;
        ++finished;
        last_progress = now;
    }

    geometry shape;
    bytes ids;
    rng random;
    std::deque<bytes> todo;
    std::deque<segment> in_flight;
    bytes mask;
    std::uint64_t mask_number = 0, next = 0, acknowledged = 0, credit = 0, next_furthest = 0;
    std::uint64_t last_heard = 0, last_poll = 0, last_progress = 0, hello_sent = 0;
    std::uint32_t nonce = 0xCAFEF00D;
    std::uint16_t sequence = 0, last_sequence = 0;
    bool mask_ack_wanted = false;
};

}  // namespace bench
