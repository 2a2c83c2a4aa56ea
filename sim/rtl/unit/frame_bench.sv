// fs_frame_transmitter into fs_frame_receiver: frames of every length class with random pauses and back-pressure, known bytes, damage of every kind, silence,
// reset in mid-frame.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module frame_bench;
    localparam int Gap = 60;
    `BENCH_CLOCK(1'b0)

    logic rst = 1'b1, start = 1'b0, busy, take, out_valid, out_ready;
    logic [7:0] kind = 8'd0, payload_data, out_data;
    logic [13:0] length = 14'd0;
    logic [15:0] sent_sequence;

    fs_frame_transmitter transmitter (
        .clk(clk), .rst(rst), .start(start), .frame_type(kind), .length(length), .busy(busy), .sequence_number(sent_sequence),
        .payload_take(take), .payload_data(payload_data), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));

    logic in_valid = 1'b0, frame_begin, frame_good, is_hello, is_status, holds_data, payload_valid;
    logic [7:0] in_data = 8'd0, frame_type, received_data;
    logic [15:0] frame_sequence;

    fs_frame_receiver #(.IDLE_GAP_CLOCKS(Gap)) receiver (
        .clk(clk), .rst(rst), .in_valid(in_valid), .in_data(in_data), .frame_begin(frame_begin), .frame_good(frame_good), .frame_type(frame_type),
        .frame_sequence(frame_sequence), .length_is_hello(is_hello), .length_is_status(is_status), .length_holds_data(holds_data),
        .payload_valid(payload_valid), .payload_data(received_data));

    // The payload is a ramp that starts at the frame's length; its memory answers a clock late.
    logic [7:0] ramp;
    always @(posedge clk) begin
        if (start) ramp <= 8'(length);
        else if (take) ramp <= ramp + 8'd11;
        payload_data <= ramp;
    end

    // Everything that leaves the transmitter, until the bench has looked at it.
    logic [7:0] line [0:16383];
    int line_count = 0;
    int ready_percent = 100;
    always @(posedge clk) begin
        if (out_valid && out_ready) begin
            line[line_count] = out_data;
            line_count = line_count + 1;
        end
        out_ready <= `BENCH_CHANCE(ready_percent);
    end

    // What the receiver makes of it.
    int begun = 0, good = 0, payload_count = 0;
    logic [7:0] next_ramp;
    bit ramp_is_right;
    always @(posedge clk) if (!rst) begin
        if (frame_begin) begin
            begun = begun + 1;
            payload_count = 0;
            ramp_is_right = 1'b1;
        end
        if (payload_valid) begin
            if (received_data !== 8'(length + 11 * payload_count)) ramp_is_right = 1'b0;
            payload_count = payload_count + 1;
        end
        if (frame_good) good = good + 1;
    end

    task automatic send(input logic [7:0] new_kind, input int new_length);
        line_count = 0;
        kind = new_kind;
        length = 14'(new_length);
        @(posedge clk) #1 start = 1'b1;
        @(posedge clk) #1 start = 1'b0;
        @(posedge clk);
        while (busy) @(posedge clk);
        #1;
    endtask

    task automatic receive(input int from, input int to, input int percent);
        for (int i = from; i < to; i++) begin
            while (!`BENCH_CHANCE(percent)) @(posedge clk);
            #1 {in_valid, in_data} = {1'b1, line[i]};
            @(posedge clk) #1 in_valid = 1'b0;
        end
        repeat (4) @(posedge clk);
        #1;
    endtask

    task automatic deliver(input int percent);
        automatic int was = good;
        receive(0, line_count, percent);
        `BENCH_EQUAL("good frames", good, was + 1)
        `BENCH_EQUAL("type", frame_type, kind)
        `BENCH_EQUAL("payload bytes", payload_count, 32'(length))
        `BENCH_EQUAL("payload", ramp_is_right, 1'b1)
        `BENCH_EQUAL("length is HELLO's", is_hello, length == 14'd6)
        `BENCH_EQUAL("length is POLL's", is_status, length == 14'd8)
        `BENCH_EQUAL("length holds data", holds_data, length > 14'd6)
    endtask

    // A line with a known frame: HELLO with nonce CAFEF00D, sequence 0, from docs/link-protocol.md.
    logic [143:0] example = 144'hFA5E0100000600C801000DF0FECA53BDE411;
    int before_good;
    int damage;

    initial begin
        repeat (3) @(posedge clk);
        #1 rst = 1'b0;
        for (int i = 0; i < 18; i++) line[i] = example[8*(17 - i) +: 8];
        receive(0, 18, 100);
        `BENCH_EQUAL("the example", good, 1)
        `BENCH_EQUAL("its type", frame_type, 8'h01)
        `BENCH_EQUAL("its sequence", frame_sequence, 16'd0)
        // RESET as first frame: bytes by Python's zlib and a bitwise CRC-8.
        send(8'h05, 0);
        `BENCH_EQUAL("bytes of RESET", line_count, 12)
        `BENCH_EQUAL("bytes of RESET", {line[0], line[1], line[2], line[3], line[4], line[5], line[6], line[7], line[8], line[9], line[10], line[11]}, 96'hFA5E05000000000A0ED9DA01)
        deliver(100);
        for (int round = 0; round < 40; round++) begin
            ready_percent = round % 3 == 0 ? 100 : 20 + $urandom % 80;
            send(8'($urandom), round < 12 ? round : $urandom % 200);
            deliver(round % 2 == 0 ? 100 : 50);
            `BENCH_EQUAL("sequence", frame_sequence, 16'(round + 1))
        end
        ready_percent = 100;
        send(8'h02, 8192);
        deliver(100);
        // One byte more than the longest payload is a corrupt length, whatever its check says.
        before_good = begun;
        send(8'h02, 8193);
        receive(0, 8, 100);
        `BENCH_EQUAL("a header that is too long", begun, before_good)
        // Damage: a flipped bit, a lost byte, an added byte. The frame is dropped and the second one after it is whole; the next may be lost with it.
        for (int round = 0; round < 45; round++) begin
            send(8'h02, 20 + $urandom % 30);
            before_good = good;
            damage = $urandom % line_count;
            case (round % 3)
                0: begin line[damage] = line[damage] ^ 8'(1 << $urandom % 8); receive(0, line_count, 100); end
                1: begin receive(0, damage, 100); receive(damage + 1, line_count, 100); end
                default: begin receive(0, damage, 100); receive(damage, damage + 1, 100); receive(damage, line_count, 100); end
            endcase
            // The first or last byte doubled costs nothing.
            if (good != before_good && !(round % 3 == 2 && (damage == 0 || damage == line_count - 1))) begin
                $display("FAIL a frame with damage %0d at byte %0d was taken", round % 3, damage);
                $fatal(1);
            end
            repeat (Gap + 5) @(posedge clk);
            #1 send(8'h02, 30);
            deliver(100);
        end
        // Silence in mid-frame gives it up; a little less does not.
        for (int cut = 2; cut < 41; cut += 3) begin
            send(8'h02, 30);
            receive(0, cut, 100);
            before_good = good;
            repeat (Gap - 5) @(posedge clk);
            #1 receive(cut, line_count, 100);
            `BENCH_EQUAL("a frame with a pause", good, before_good + 1)
            receive(0, cut, 100);
            repeat (Gap + 5) @(posedge clk);
            #1 receive(cut, line_count, 100);
            `BENCH_EQUAL("a frame with a gap", good, before_good + 1)
            repeat (Gap + 5) @(posedge clk);
            #1 deliver(100);
        end
        // FA FA 5E: the second FA begins the frame.
        line[line_count] = 8'hFA;
        before_good = good;
        receive(line_count, line_count + 1, 100);
        deliver(100);
        // Reset in mid-frame, at both ends: numbers begin again at 0.
        kind = 8'h02;
        @(posedge clk) #1 start = 1'b1;
        @(posedge clk) #1 start = 1'b0;
        repeat (21) @(posedge clk);
        #1 receive(0, 20, 100);
        rst = 1'b1;
        @(posedge clk) #1 rst = 1'b0;
        `BENCH_EQUAL("busy after reset", busy, 1'b0)
        `BENCH_EQUAL("output after reset", out_valid, 1'b0)
        send(8'h02, 9);
        deliver(100);
        `BENCH_EQUAL("sequence after reset", frame_sequence, 16'd0)
        $display("PASS 230 frames");
        $finish;
    end
endmodule

`default_nettype wire
