// fs_message_fields against the bytes themselves: payloads of every short length with random pauses, images that begin at the expected place, beside it or far
// away, frames cut short by the next one.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module message_fields_case #(parameter int OFFSET_BITS = 18, parameter int FRAMES = 600) (output logic done);
    `BENCH_CLOCK(done)

    logic frame_begin = 1'b0, payload_valid = 1'b0, counts = 1'b0, is_expected, is_far, data_valid;
    logic [7:0] payload_data = 8'd0;
    logic [15:0] expected_number = 16'd0, number, last_two;
    logic [OFFSET_BITS-1:0] expected_offset = '0;
    logic [31:0] offset;

    fs_message_fields #(.OFFSET_BITS(OFFSET_BITS)) fields (.*);

    logic [7:0] payload [0:99];
    logic [15:0] sent_number;
    logic [31:0] sent_offset;
    logic [OFFSET_BITS:0] behind;
    int length, cut, idle_percent, expected_ones = 0, far_ones = 0, cut_ones = 0, seen_data;

    task automatic choose;
        length = `BENCH_CHANCE(20) ? $urandom % 9 : 7 + $urandom % 60;
        cut = `BENCH_CHANCE(20) ? $urandom % 10 : length;
        if (cut < length) cut_ones++; else cut = length;
        idle_percent = `BENCH_CHANCE(40) ? 0 : 10 * ($urandom % 9);
        counts = `BENCH_CHANCE(75);
        expected_number = 16'($urandom);
        // No image is longer than 2^OFFSET_BITS - 1.
        expected_offset = OFFSET_BITS'($urandom % (2**OFFSET_BITS - 1));
        sent_number = expected_number;
        sent_offset = 32'(expected_offset);
        case ($urandom % 6)
            0: sent_number = expected_number ^ (16'd1 << $urandom % 16);
            1: sent_offset = sent_offset ^ (32'd1 << $urandom % OFFSET_BITS);
            2: sent_offset = sent_offset ^ (32'd1 << (OFFSET_BITS + $urandom % (32 - OFFSET_BITS)));
            3: sent_offset = (32'd1 << OFFSET_BITS) - 1 - $urandom % 40;
            default: ;
        endcase
        for (int i = 0; i < 100; i++) payload[i] = 8'($urandom);
        {payload[1], payload[0]} = sent_number;
        {payload[5], payload[4], payload[3], payload[2]} = sent_offset;
    endtask

    task automatic send_frame;
        @(posedge clk) #1 frame_begin = 1'b1;
        @(posedge clk) #1 frame_begin = 1'b0;
        for (int i = 0; i < cut; i++) begin
            while (`BENCH_CHANCE(idle_percent)) begin
                payload_data = 8'($urandom);
                #1 `BENCH_EQUAL("data_valid without a byte", data_valid, 1'b0)
                @(posedge clk) #1;
            end
            {payload_valid, payload_data} = {1'b1, payload[i]};
            #1 `BENCH_EQUAL("data_valid", data_valid, counts && i >= 6)
            @(posedge clk) #1 payload_valid = 1'b0;
        end
    endtask

    task automatic compare;
        if (length >= 2) begin
            `BENCH_EQUAL("last two", last_two, {payload[length-1], payload[length-2]})
        end
        if (length >= 6) begin
            `BENCH_EQUAL("number", number, sent_number)
            // A counted offset is the place behind the data, in one bit more than an offset within an image takes; the bits above stay.
            behind = (OFFSET_BITS + 1)'(sent_offset) + (counts ? (OFFSET_BITS + 1)'(length - 6) : '0);
            `BENCH_EQUAL("offset", offset[OFFSET_BITS:0], behind)
            `BENCH_EQUAL("offset's upper bits", offset >> (OFFSET_BITS + 1), sent_offset >> (OFFSET_BITS + 1))
        end
        if (length >= 7) begin
            `BENCH_EQUAL("is_expected", is_expected, sent_number == expected_number && sent_offset == 32'(expected_offset))
            `BENCH_EQUAL("is_far", is_far, sent_offset >= (32'd1 << OFFSET_BITS))
            if (is_expected) expected_ones++;
            if (is_far) far_ones++;
        end
    endtask

    initial begin
        done = 1'b0;
        repeat (3) @(posedge clk);
        for (int round = 0; round < FRAMES; round++) begin
            choose;
            send_frame;
            // A whole frame has its CRC behind it: at least four bytes, in which all comes to rest.
            repeat (4) @(posedge clk);
            #1 if (cut == length) compare;
        end
        if (expected_ones == 0 || far_ones == 0 || cut_ones == 0) begin
            $display("FAIL %m: %0d expected, %0d far, %0d cut", expected_ones, far_ones, cut_ones);
            $fatal(1);
        end
        done = 1'b1;
    end
endmodule

module message_fields_bench;
    logic [2:0] done;
    message_fields_case #(.OFFSET_BITS(13)) least (.done(done[0]));
    message_fields_case #(.OFFSET_BITS(18)) plain (.done(done[1]));
    message_fields_case #(.OFFSET_BITS(24)) most (.done(done[2]));

    initial begin
        wait (done == '1);
        $display("PASS 1800 frames");
        $finish;
    end
endmodule

`default_nettype wire
