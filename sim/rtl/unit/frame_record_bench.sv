// fs_frame_record against plain counts and CRCs bit by bit: frames of random length with random stalls and bytes, counters of 8 to 64 bits with borrows
// from byte to byte, the fields of FRAME-DONE at their addresses (docs/link-protocol.md, section 4, less 4), started anew in mid-frame and in mid-record.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module frame_record_case #(parameter int COUNTER_BITS = 40, parameter int MOST_CLOCKS = 1000, parameter int FRAMES = 10) (output logic done);
    `BENCH_CLOCK(done)

    logic start = 1'b1, count = 1'b0, stalled = 1'b0, image_take = 1'b0, mask_take = 1'b0, give = 1'b0;
    logic [7:0] image_data = 8'd0, mask_data = 8'd0, data;
    logic [4:0] step = 5'd0, address;

    fs_frame_record #(.COUNTER_BITS(COUNTER_BITS)) record (.*);

    function automatic logic [31:0] crc_step(input logic [31:0] crc, input logic [7:0] value);
        crc_step = crc;
        for (int bit_index = 0; bit_index < 8; bit_index++)
            crc_step = (crc_step >> 1) ^ (crc_step[0] ^ value[bit_index] ? 32'hEDB88320 : 32'd0);
    endfunction

    longint total, stall;
    logic [31:0] image_crc, mask_crc, seen;
    logic [7:0] bytes [0:31];
    int clocks, steps, take_percent, stall_percent, cut_frames = 0, cut_records = 0;

    task automatic begin_frame;
        // What is counted or taken with the start is not the frame's.
        {start, count, stalled} = {1'b1, 2'($urandom)};
        @(posedge clk) #1 {start, count, stalled} = 3'd0;
        {total, stall} = '0;
        {image_crc, mask_crc} = '1;
    endtask

    task automatic pass(input int most);
        for (int i = 0; i < most; i++) begin
            count = `BENCH_CHANCE(95);
            stalled = count && `BENCH_CHANCE(stall_percent);
            image_take = `BENCH_CHANCE(take_percent);
            mask_take = `BENCH_CHANCE(take_percent);
            if (image_take) image_data = 8'($urandom);
            if (mask_take) mask_data = 8'($urandom);
            total += 64'(count);
            stall += 64'(stalled);
            if (image_take) image_crc = crc_step(image_crc, image_data);
            if (mask_take) mask_crc = crc_step(mask_crc, mask_data);
            @(posedge clk) #1;
        end
        {count, stalled, image_take, mask_take} = 4'd0;
    endtask

    task automatic read(input int most);
        seen = '0;
        {bytes[0], bytes[8], bytes[16]} = '0;
        for (steps = 0; steps < most; steps++) begin
            {give, step} = {1'b1, 5'(steps)};
            #1 bytes[address] = data;
            seen[address] = 1'b1;
            @(posedge clk) #1 give = 1'b0;
        end
    endtask

    function automatic logic [63:0] field(input int from);
        for (int i = 0; i < 8; i++) field[8*i +: 8] = bytes[from + i];
    endfunction

    initial begin
        done = 1'b0;
        repeat (2) @(posedge clk);
        #1;
        for (int round = 0; round < FRAMES; round++) begin
            take_percent = $urandom % 30;
            stall_percent = round % 4 == 0 ? 100 : round % 4 == 1 ? 0 : $urandom % 100;
            begin_frame;
            if (`BENCH_CHANCE(30)) begin
                pass($urandom % 50);
                cut_frames++;
                if (`BENCH_CHANCE(60)) begin
                    read($urandom % 32);
                    cut_records++;
                end
                begin_frame;
            end
            clocks = $urandom % MOST_CLOCKS;
            pass(clocks);
            // The record need not be read at once.
            repeat ($urandom % 3) @(posedge clk);
            #1 read(32);
            `BENCH_EQUAL("addresses", seen, 32'hFFFFFFFF)
            `BENCH_EQUAL("compute cycles", field(0), total - stall)
            `BENCH_EQUAL("total cycles", field(8), total)
            `BENCH_EQUAL("stall cycles", field(16), stall)
            `BENCH_EQUAL("CRC of the image", {bytes[27], bytes[26], bytes[25], bytes[24]}, ~image_crc)
            `BENCH_EQUAL("CRC of the mask", {bytes[31], bytes[30], bytes[29], bytes[28]}, ~mask_crc)
        end
        if (cut_frames == 0 || cut_records == 0) begin $display("FAIL %m: %0d frames, %0d records cut", cut_frames, cut_records); $fatal(1); end
        done = 1'b1;
    end
endmodule

module frame_record_bench;
    logic [3:0] done;
    frame_record_case #(.COUNTER_BITS(8), .MOST_CLOCKS(256), .FRAMES(40)) least (.done(done[0]));
    frame_record_case #(.COUNTER_BITS(16), .MOST_CLOCKS(1200), .FRAMES(12)) middle (.done(done[1]));
    frame_record_case #(.COUNTER_BITS(40), .MOST_CLOCKS(1200), .FRAMES(12)) plain (.done(done[2]));
    frame_record_case #(.COUNTER_BITS(64), .MOST_CLOCKS(1200), .FRAMES(12)) most (.done(done[3]));

    initial begin
        wait (done == '1);
        $display("PASS 76 frames");
        $finish;
    end
endmodule

`default_nettype wire
