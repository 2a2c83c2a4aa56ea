// The board's answers frame by frame, as docs/link-protocol.md section 7 has them, on the smallest link: 30 bytes of image, 1 of mask, frames and buffer of 16.
#include "rig.hpp"

namespace {

using bench::bytes;

class talk {
public:
    talk() : board(*all.rigs[0]) {
        for (auto& each : all.rigs) each->streaming = false;
    }

    void raw(const bytes& line) {
        for (auto byte : line) board.up.send(byte);
        run(static_cast<unsigned>(line.size()) + 400);
    }

    void send(int type, const bytes& payload) { raw(bench::frame(type, sequence++, payload)); }

    void hello(std::uint32_t nonce) { send(FPGASEG_FrameTypeHello, fields({{1, 2}, {nonce, 4}})); }

    void image(unsigned number, unsigned offset, unsigned count) {
        bytes payload = fields({{number, 2}, {offset, 4}});
        for (unsigned i = 0; i < count; ++i) payload.push_back(static_cast<std::uint8_t>(number * 50 + offset + i));
        send(FPGASEG_FrameTypeImage, payload);
    }

    void status(int type, unsigned number, unsigned offset, unsigned last) { send(type, fields({{number, 2}, {offset, 4}, {last, 2}})); }

    void run(unsigned clocks) {
        for (unsigned i = 0; i < clocks; ++i) all.clock();
    }

    bench::received answer(int type, std::size_t length) {
        if (board.answers.empty()) bench::fail("no answer of type %d", type);
        const bench::received result = board.answers.front();
        board.answers.pop_front();
        bench::equal("type of the answer", result.type, type);
        bench::equal("length of the answer", result.payload.size(), length);
        bench::equal("sequence of the answer", result.sequence, next_answer++ & 0xFFFF);
        return result;
    }

    void ack(unsigned number, unsigned offset, unsigned credit, unsigned last) {
        const auto p = answer(FPGASEG_FrameTypeAck, FPGASEG_AckBytes).payload;
        bench::equal("ACK number", bench::get(p, 0, 2), number);
        bench::equal("ACK offset", bench::get(p, 2, 4), offset);
        bench::equal("ACK credit", bench::get(p, 6, 4), credit);
        bench::equal("ACK last sequence", bench::get(p, 10, 2), last & 0xFFFF);
    }

    void refusal(unsigned reason, unsigned of) {
        const auto p = answer(FPGASEG_FrameTypeRefusal, FPGASEG_RefusalBytes).payload;
        bench::equal("REFUSAL reason", p[0], reason);
        bench::equal("refused sequence", bench::get(p, 1, 2), of & 0xFFFF);
    }

    void silence() {
        run(600);
        if (!board.answers.empty()) bench::fail("an answer of type %d that nobody asked for", board.answers.front().type);
    }

    static bytes fields(std::initializer_list<std::pair<std::uint64_t, int>> values) {
        bytes result;
        for (auto [value, count] : values) bench::put(result, value, count);
        return result;
    }

    bench::bank all;
    bench::rig& board;
    std::uint16_t sequence = 0;
    unsigned next_answer = 0;
};

void example_bytes() {
    talk t;
    t.raw({0xFA, 0x5E, 0x01, 0x00, 0x00, 0x06, 0x00, 0xC8, 0x01, 0x00, 0x0D, 0xF0, 0xFE, 0xCA, 0x53, 0xBD, 0xE4, 0x11});
    const auto p = t.answer(FPGASEG_FrameTypeHelloReply, FPGASEG_HelloReplyBytes).payload;
    bench::equal("nonce", bench::get(p, 4, 4), 0xCAFEF00D);
    for (int i = 0; i < 32; ++i) {
        bench::equal("design id", p[8 + i], i);
        bench::equal("model id", p[40 + i], 100 + i);
    }
}

void without_session() {
    talk t;
    t.status(FPGASEG_FrameTypePoll, 0, 0, 0);
    t.refusal(FPGASEG_RefusalReasonNoSession, 0);
    t.image(0, 0, 3);
    t.refusal(FPGASEG_RefusalReasonNoSession, 1);
    t.send(FPGASEG_FrameTypeReset, {});
    t.send(FPGASEG_FrameTypeHello, {1, 2});
    t.silence();
}

void refusals() {
    talk t;
    t.hello(5);
    t.answer(FPGASEG_FrameTypeHelloReply, FPGASEG_HelloReplyBytes);
    t.image(0, 29, 2);
    t.refusal(FPGASEG_RefusalReasonOutsideImage, 1);
    t.ack(0, 0, 16, 1);
    t.send(FPGASEG_FrameTypeImage, t.fields({{0, 2}, {0xFFFFFFFF, 4}, {7, 1}}));
    t.refusal(FPGASEG_RefusalReasonOutsideImage, 2);
    t.ack(0, 0, 16, 2);
    t.send(FPGASEG_FrameTypeImage, t.fields({{0, 2}, {0x4000, 4}, {7, 1}}));
    t.refusal(FPGASEG_RefusalReasonOutsideImage, 3);
    t.ack(0, 0, 16, 3);
    t.send(FPGASEG_FrameTypeImage, t.fields({{0, 2}, {0, 4}}));
    t.refusal(FPGASEG_RefusalReasonBadLength, 4);
    t.ack(0, 0, 16, 4);
    t.send(FPGASEG_FrameTypePoll, {1, 2});
    t.refusal(FPGASEG_RefusalReasonBadLength, 5);
    t.send(0x33, {});
    t.refusal(FPGASEG_RefusalReasonUnknownType, 6);
    t.send(FPGASEG_FrameTypeAck, bytes(13));
    t.refusal(FPGASEG_RefusalReasonUnknownType, 7);
    t.status(FPGASEG_FrameTypeMaskAck, 0, 0, 0);
    t.silence();
    t.status(FPGASEG_FrameTypePoll, 0, 0, 0);
    t.ack(0, 0, 16, 9);
}

void places() {
    talk t;
    t.board.net.takes = 0;
    t.hello(5);
    t.answer(FPGASEG_FrameTypeHelloReply, FPGASEG_HelloReplyBytes);
    t.image(0, 3, 2);
    t.ack(0, 0, 16, 1);
    t.image(1, 0, 2);
    t.ack(0, 0, 16, 2);
    t.image(0, 0, 10);
    t.ack(0, 10, 6, 3);
    t.image(0, 0, 10);
    t.ack(0, 10, 7, 4);
    // One byte has moved to the network's door by now, so that 7 fit, not 8. What does not fit leaves no trace.
    t.image(0, 10, 8);
    t.ack(0, 10, 7, 5);
    t.image(0, 10, 7);
    t.ack(0, 17, 0, 6);
    t.image(0, 17, 1);
    t.ack(0, 17, 0, 7);
    t.hello(5);
    t.answer(FPGASEG_FrameTypeHelloReply, FPGASEG_HelloReplyBytes);
    t.status(FPGASEG_FrameTypePoll, 0, 0, 0);
    t.ack(0, 17, 0, 9);
    t.hello(6);
    t.answer(FPGASEG_FrameTypeHelloReply, FPGASEG_HelloReplyBytes);
    t.status(FPGASEG_FrameTypePoll, 0, 0, 0);
    t.ack(0, 0, 16, 11);
    t.send(FPGASEG_FrameTypeReset, {});
    t.status(FPGASEG_FrameTypePoll, 0, 0, 0);
    t.refusal(FPGASEG_RefusalReasonNoSession, 13);
}

unsigned drain_to_mask(talk& t) {
    while (!t.board.answers.empty() && t.board.answers.front().type == FPGASEG_FrameTypeAck) {
        t.board.answers.pop_front();
        ++t.next_answer;
    }
    const auto mask = t.answer(FPGASEG_FrameTypeMask, 7);
    bench::equal("MASK number", bench::get(mask.payload, 0, 2), 0);
    bench::equal("MASK offset", bench::get(mask.payload, 2, 4), 0);
    return mask.sequence;
}

void masks() {
    talk t;
    t.hello(5);
    t.answer(FPGASEG_FrameTypeHelloReply, FPGASEG_HelloReplyBytes);
    for (unsigned offset = 0; offset < 30; offset += 10) t.image(0, offset, 10);
    t.run(500);
    const unsigned sent = drain_to_mask(t);
    const auto done = t.answer(FPGASEG_FrameTypeFrameDone, FPGASEG_FrameDoneBytes).payload;
    t.silence();
    // Nothing seen: nothing lost yet. MASK seen, but not taken: both again. Mask taken, FRAME-DONE seen, but not taken: FRAME-DONE again.
    t.status(FPGASEG_FrameTypeMaskAck, 0, 0, sent - 1);
    t.silence();
    t.status(FPGASEG_FrameTypeMaskAck, 0, 0, sent);
    t.answer(FPGASEG_FrameTypeMask, 7);
    t.answer(FPGASEG_FrameTypeFrameDone, FPGASEG_FrameDoneBytes);
    t.status(FPGASEG_FrameTypeMaskAck, 0, 1, sent + 2);
    t.status(FPGASEG_FrameTypeMaskAck, 0, 1, sent + 4);
    const auto again = t.answer(FPGASEG_FrameTypeFrameDone, FPGASEG_FrameDoneBytes).payload;
    if (again != done) bench::fail("a repeated FRAME-DONE says something else");
    // Impossible places are ignored: beyond the mask, of a frame to come, of the frame after the next.
    t.status(FPGASEG_FrameTypeMaskAck, 0, 2, sent + 10);
    t.status(FPGASEG_FrameTypeMaskAck, 1, 1, sent + 10);
    t.status(FPGASEG_FrameTypeMaskAck, 2, 0, sent + 10);
    t.silence();
    t.status(FPGASEG_FrameTypePoll, 0, 1, sent + 4);
    bench::equal("state", t.answer(FPGASEG_FrameTypeAck, FPGASEG_AckBytes).payload[12], 2);
    t.answer(FPGASEG_FrameTypeFrameDone, FPGASEG_FrameDoneBytes);
    t.status(FPGASEG_FrameTypeMaskAck, 1, 0, sent + 5);
    t.status(FPGASEG_FrameTypePoll, 1, 0, sent + 5);
    bench::equal("state", t.answer(FPGASEG_FrameTypeAck, FPGASEG_AckBytes).payload[12], 0);
    t.silence();
}

}  // namespace

int dialogue_bench() {
    example_bytes();
    without_session();
    refusals();
    places();
    masks();
    std::printf("  5 dialogues\n");
    return 0;
}
