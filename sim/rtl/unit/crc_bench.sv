// fs_crc8 and fs_crc32 against published check values, values of zlib, and a division by the polynomial bit by bit.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module crc_bench;
    `BENCH_CLOCK(1'b0)

    logic start = 1'b0, take = 1'b0, give = 1'b0, intact;
    logic [7:0] data = 8'd0, low, crc8 = 8'hFF, crc8_next;

    fs_crc32 crc32 (.clk(clk), .start(start), .take(take), .give(give), .data(data), .low(low), .intact(intact));
    fs_crc8 crc8_unit (.crc(crc8), .data(data), .next(crc8_next));

    logic [7:0] message [1024];
    logic [31:0] got;
    logic [31:0] expected32;
    logic [7:0] expected8;

    task automatic step(input logic is_start, input logic is_take, input logic is_give, input logic [7:0] value);
        {start, take, give, data} = {is_start, is_take, is_give, value};
        if (is_start) crc8 = 8'hFF;
        #1 if (is_take) crc8 = crc8_next;
        @(posedge clk) #1;
        {start, take, give} = 3'b000;
    endtask

    // The CRC register as four bytes of the line; idle clocks in between must not change it.
    task automatic run(input int count);
        step(1'b1, 1'b0, 1'b0, 8'hAA);
        for (int i = 0; i < count; i++) begin
            step(1'b0, 1'b1, 1'b0, message[i]);
            if (`BENCH_CHANCE(30)) step(1'b0, 1'b0, 1'b0, 8'h55);
        end
        for (int i = 0; i < 4; i++) begin
            got[8*i +: 8] = low;
            step(1'b0, 1'b0, 1'b1, 8'h33);
        end
    endtask

    task automatic by_definition(input int count);
        expected32 = 32'hFFFFFFFF;
        expected8 = 8'hFF;
        for (int i = 0; i < count; i++)
            for (int j = 0; j < 8; j++) begin
                expected32 = (expected32 >> 1) ^ ((expected32[0] ^ message[i][j]) ? 32'hEDB88320 : 32'd0);
                expected8 = (expected8 << 1) ^ ((expected8[7] ^ message[i][7-j]) ? 8'h2F : 8'h00);
            end
        expected32 = ~expected32;
        expected8 = ~expected8;
    endtask

    logic [71:0] digits = "123456789";

    initial begin
        for (int i = 0; i < 9; i++) message[i] = digits[8*(8 - i) +: 8];
        run(9);
        `BENCH_EQUAL("CRC-32 of 123456789", got, 32'hCBF43926)
        `BENCH_EQUAL("CRC-8 of 123456789", ~crc8, 8'hDF)
        run(0);
        `BENCH_EQUAL("CRC-32 of nothing", got, 32'd0)
        // zlib.crc32(bytes(range(256))) and of (7 i + 3) mod 256, i < 1000
        for (int i = 0; i < 256; i++) message[i] = 8'(i);
        run(256);
        `BENCH_EQUAL("CRC-32 of 0 to 255", got, 32'h29058C73)
        for (int i = 0; i < 1000; i++) message[i] = 8'(7 * i + 3);
        run(1000);
        `BENCH_EQUAL("CRC-32 of a ramp", got, 32'h17BC2A46)
        // AUTOSAR's vectors
        {message[0], message[1], message[2]} = 24'hF20183;
        run(3);
        `BENCH_EQUAL("CRC-8 of F20183", ~crc8, 8'hC2)
        for (int round = 0; round < 60; round++) begin
            for (int i = 0; i < round; i++) message[i] = 8'($urandom);
            run(round);
            by_definition(round);
            `BENCH_EQUAL("CRC-32", got, expected32)
            `BENCH_EQUAL("CRC-8", ~crc8, expected8)
            // A message and its own CRC are intact; with any bit wrong they are not.
            for (int i = 0; i < 4; i++) message[round + i] = got[8*i +: 8];
            for (int flip = 0; flip < 2; flip++) begin
                if (flip == 1) message[$urandom % (round + 4)] ^= 8'(1 << ($urandom % 8));
                step(1'b1, 1'b0, 1'b0, 8'd0);
                for (int i = 0; i < round + 4; i++) step(1'b0, 1'b1, 1'b0, message[i]);
                repeat (2) step(1'b0, 1'b0, 1'b0, 8'h55);
                `BENCH_EQUAL("intact", intact, flip == 0)
            end
        end
        $display("PASS 66 messages");
        $finish;
    end
endmodule

`default_nettype wire
