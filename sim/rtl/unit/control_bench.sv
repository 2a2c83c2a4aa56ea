// fs_link_control against a model of docs/link-protocol.md, section 7, clock by clock: random frames of every type and length, in and out of place, sessions
// that open, change and end, answers that wait for a transmitter of any pace and leave in their order of priority, reset at any time.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module control_case #(
    parameter int OFFSET_BITS = 13,
    parameter int IMAGE_BYTES = 300,
    parameter int FRAMES = 4000
) (output logic done);
    `BENCH_CLOCK(done)

    logic rst = 1'b1, frame_good = 1'b0, length_is_hello = 1'b0, length_is_status = 1'b0, length_holds_data = 1'b0, is_expected = 1'b0, is_far = 1'b0;
    logic [7:0] frame_type = 8'd0, kind;
    logic [15:0] frame_sequence = 16'd0, image_number, last_sequence, refusal_sequence;
    logic [31:0] offset = 32'd0, nonce;
    logic is_image, overflow = 1'b0, commit, room_came_free = 1'b0, clear, mask_heard, busy = 1'b0, mask_pending = 1'b0, mask_at_end = 1'b0, quiet, send_mask, send_ack, start;
    logic [OFFSET_BITS-1:0] image_offset;
    logic [2:0] refusal_reason;

    fs_link_control #(.OFFSET_BITS(OFFSET_BITS), .IMAGE_BYTES(IMAGE_BYTES)) control (.*);

    // The board as the protocol has it.
    bit open = 1'b0, hello_waits = 1'b0, refusal_waits = 1'b0, ack_waits = 1'b0, starting = 1'b0, know_sequence = 1'b0;
    logic [31:0] session;
    logic [15:0] seen_sequence, refused_sequence, next_number = 16'd0;
    logic [7:0] chosen;
    int next_offset = 0, reason, busy_left = 0, busy_most = 20;
    int hellos = 0, refusals [1:4], acks = 0, masks = 0, commits = 0, images = 0, resets = 0;

    // What a good frame is to do, from its type, length and place.
    bit is_hello, drops, takes, hears, refuses, wants_ack;
    int new_reason;
    task automatic judge;
        is_hello = frame_type == 8'h01;
        {drops, takes, hears, refuses, wants_ack} = 5'd0;
        new_reason = 0;
        if (frame_good) begin
            if (is_hello) drops = length_is_hello && !(open && offset == session);
            else if (frame_type == 8'h05) drops = 1'b1;
            else if (!open) new_reason = 1;
            else
                case (frame_type)
                    8'h02: begin
                        wants_ack = 1'b1;
                        if (!length_holds_data) new_reason = 3;
                        else if (offset > IMAGE_BYTES || is_far) new_reason = 4;
                        else takes = is_expected && !overflow;
                    end
                    8'h03, 8'h04: if (length_is_status) begin
                        hears = 1'b1;
                        wants_ack = frame_type == 8'h03;
                    end else
                        new_reason = 3;
                    default: new_reason = 2;
                endcase
            refuses = new_reason != 0;
        end
    endtask

    logic [2:0] wanted;
    bit was_quiet;
    task automatic tick;
        #1 judge;
        was_quiet = !busy && !starting;
        wanted = {hello_waits, refusal_waits, ack_waits};
        `BENCH_EQUAL("clear", clear, rst || drops)
        if (!rst) begin
            `BENCH_EQUAL("commit", commit, takes)
            `BENCH_EQUAL("mask_heard", mask_heard, hears)
            `BENCH_EQUAL("start", start, starting)
            `BENCH_EQUAL("quiet", quiet, was_quiet)
            `BENCH_EQUAL("send_ack", send_ack, was_quiet && wanted == 3'b001)
            `BENCH_EQUAL("send_mask", send_mask, was_quiet && wanted == 3'b000 && mask_pending)
            `BENCH_EQUAL("image_number", image_number, next_number)
            `BENCH_EQUAL("image_offset", image_offset, next_offset)
            if (open) `BENCH_EQUAL("nonce", nonce, session)
            if (know_sequence) `BENCH_EQUAL("last_sequence", last_sequence, seen_sequence)
            if (starting) `BENCH_EQUAL("kind", kind, chosen)
            if (refusal_waits || starting && chosen == 8'h85) begin
                `BENCH_EQUAL("reason", refusal_reason, reason)
                `BENCH_EQUAL("refused sequence", refusal_sequence, refused_sequence)
            end
        end
        // The choice of this clock, then what the frame of this clock changes.
        starting = 1'b0;
        if (was_quiet && !rst) begin
            starting = wanted != 3'd0 || mask_pending;
            casez (wanted)
                3'b1??: begin chosen = 8'h81; hello_waits = 1'b0; hellos++; end
                3'b01?: begin chosen = 8'h85; refusal_waits = 1'b0; refusals[reason]++; end
                3'b001: begin chosen = 8'h82; ack_waits = 1'b0; acks++; end
                default: begin
                    chosen = mask_at_end ? 8'h84 : 8'h83;
                    if (mask_pending) masks++;
                end
            endcase
        end
        if (frame_good && !is_hello && open && frame_type != 8'h05 || frame_good && is_hello && length_is_hello) begin
            seen_sequence = frame_sequence;
            know_sequence = 1'b1;
        end
        if (takes) begin
            commits++;
            next_offset = 32'(offset);
            if (next_offset == IMAGE_BYTES) begin
                next_offset = 0;
                next_number++;
                images++;
            end
        end
        if (room_came_free || wants_ack) ack_waits = 1'b1;
        if (refuses) begin
            refusal_waits = 1'b1;
            reason = new_reason;
            refused_sequence = frame_sequence;
        end
        if (rst || drops) begin
            {open, hello_waits, refusal_waits, ack_waits, know_sequence} = {3'b000, 1'b0, drops && is_hello};
            next_number = 16'd0;
            next_offset = 0;
        end
        if (frame_good && is_hello && length_is_hello && !rst) begin
            {open, hello_waits} = 2'b11;
            session = offset;
        end
        @(posedge clk) #1;
        if (rst) busy_left = 0;
        else if (busy_left > 0) busy_left--;
        else if (busy === 1'b0 && starting === 1'b0) busy_left = 0;
        busy = busy_left > 0;
        {frame_good, room_came_free} = {1'b0, open && `BENCH_CHANCE(2)};
        mask_pending = open && `BENCH_CHANCE(10);
        mask_at_end = $urandom;
        // A frame that was started keeps the transmitter busy from the next clock on.
        if (start_seen && !rst) begin
            busy_left = 1 + $urandom % busy_most;
            busy = 1'b1;
        end
        start_seen = starting;
    endtask
    bit start_seen = 1'b0;

    // A frame's fields lie still for five clocks before it is found good.
    task automatic frame;
        case ($urandom % 16)
            0: frame_type = 8'h01;
            1, 2, 3, 4, 5, 6, 7: frame_type = 8'h02;
            8, 9: frame_type = 8'h03;
            10, 11: frame_type = 8'h04;
            12: frame_type = `BENCH_CHANCE(25) ? 8'h05 : 8'h04;
            default: frame_type = `BENCH_CHANCE(30) ? 8'($urandom) : 8'h02;
        endcase
        if (!open && `BENCH_CHANCE(50)) frame_type = 8'h01;
        frame_sequence = 16'($urandom);
        // At most one of the first two; both hold data but HELLO's 6 bytes.
        length_is_hello = frame_type == 8'h01 ? `BENCH_CHANCE(80) : `BENCH_CHANCE(5);
        length_is_status = !length_is_hello && (frame_type == 8'h03 || frame_type == 8'h04 ? `BENCH_CHANCE(80) : `BENCH_CHANCE(10));
        length_holds_data = length_is_status || (!length_is_hello && `BENCH_CHANCE(90));
        is_expected = `BENCH_CHANCE(70);
        is_far = `BENCH_CHANCE(5);
        overflow = `BENCH_CHANCE(10);
        case ($urandom % 4)
            0: offset = IMAGE_BYTES;
            1: offset = 1 + $urandom % IMAGE_BYTES;
            2: offset = `BENCH_CHANCE(50) ? IMAGE_BYTES - 1 : IMAGE_BYTES + 1;
            default: offset = IMAGE_BYTES / 2 + $urandom % IMAGE_BYTES;
        endcase
        if (frame_type == 8'h01) offset = open && `BENCH_CHANCE(60) ? session : open && `BENCH_CHANCE(50) ? session ^ (32'd1 << $urandom % 32) : $urandom;
        repeat (5 + $urandom % 8) tick;
        frame_good = 1'b1;
        tick;
    endtask

    initial begin
        done = 1'b0;
        for (int i = 1; i <= 4; i++) refusals[i] = 0;
        repeat (6) tick;
        rst = 1'b0;
        for (int round = 0; round < FRAMES; round++) begin
            if (round % 50 == 0) busy_most = 1 + $urandom % 60;
            frame;
            if (`BENCH_CHANCE(1)) begin
                // Reset at any moment, the transmitter's too.
                repeat ($urandom % 3) tick;
                rst = 1'b1;
                {busy_left, start_seen, busy} = '0;
                tick;
                {rst, start_seen, busy} = '0;
                resets++;
            end
        end
        for (int i = 1; i <= 4; i++)
            if (refusals[i] == 0) begin $display("FAIL %m: no refusal %0d", i); $fatal(1); end
        if (hellos * acks * masks == 0 || images < 2 || commits < 10 || resets == 0) begin
            $display("FAIL %m: %0d hellos, %0d acks, %0d masks, %0d commits, %0d images, %0d resets", hellos, acks, masks, commits, images, resets);
            $fatal(1);
        end
        done = 1'b1;
    end
endmodule

module control_bench;
    logic [2:0] done;
    control_case plain (.done(done[0]));
    control_case #(.IMAGE_BYTES(8191)) power (.done(done[1]));
    control_case #(.OFFSET_BITS(18), .IMAGE_BYTES(196608)) big (.done(done[2]));

    initial begin
        wait (done == '1);
        $display("PASS 12000 frames");
        $finish;
    end
endmodule

`default_nettype wire
