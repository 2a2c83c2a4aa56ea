// fs_uart_receiver and fs_uart_transmitter: bytes across clocks that differ by up to 2 %, at odd ratios down to five clocks per bit; noise, breaks, early and
// late bytes, reset in mid-byte.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

// A receiver of CLOCKS_X256, and a line whose bits are up to 2 % longer or shorter.
module uart_case #(parameter int CLOCKS_X256 = 2133, parameter int BYTES = 60) (output logic done);
    `BENCH_CLOCK(done)

    logic rst = 1'b1, line = 1'b1, valid, error;
    logic [7:0] data;
    int received = 0, errors = 0;
    logic [7:0] sent [$];
    logic [7:0] dropped;

    fs_uart_receiver #(.CLOCKS_PER_BIT_X256(CLOCKS_X256)) receiver (
        .clk(clk), .rst(rst), .line(line), .out_valid(valid), .out_data(data), .framing_error(error));

    always @(posedge clk) if (!rst) begin
        if (valid) begin
            if (sent.size() == 0) begin $display("FAIL %m: byte %h that nobody sent", data); $fatal(1); end
            `BENCH_EQUAL("byte", data, sent[0])
            dropped = sent.pop_front();
            received++;
        end
        if (error) errors++;
    end

    // Nanoseconds.
    real bit_time;

    task automatic send(input logic [7:0] value, input real stop_bits);
        line = 1'b0; #(bit_time);
        for (int i = 0; i < 8; i++) begin line = value[i]; #(bit_time); end
        line = 1'b1; #(bit_time * stop_bits);
    endtask

    initial begin
        done = 1'b0;
        #100 rst = 1'b0;
        #100;
        for (int offset = -20; offset <= 20; offset += 5) begin
            bit_time = 10.0 * CLOCKS_X256 / 256.0 * (1.0 + offset / 1000.0);
            for (int i = 0; i < BYTES; i++) begin
                sent.push_back(8'($urandom));
                send(sent[sent.size() - 1], 1.0);
                if (`BENCH_CHANCE(20)) #(($urandom % 1000) / 10.0);
            end
            #(3 * bit_time);
            `BENCH_EQUAL("bytes outstanding", sent.size(), 0)
        end
        `BENCH_EQUAL("framing errors", errors, 0)
        bit_time = 10.0 * CLOCKS_X256 / 256.0;
        // Noise shorter than half a bit is no start bit.
        for (int i = 0; i < 5; i++) begin
            line = 1'b0; #(bit_time * 0.25);
            line = 1'b1; #(bit_time * 2);
        end
        `BENCH_EQUAL("bytes after noise", received, 9 * BYTES)
        // A break is one framing error, however long, and the next byte is right.
        line = 1'b0; #(bit_time * 37);
        line = 1'b1; #(bit_time * 2);
        `BENCH_EQUAL("framing errors after a break", errors, 1)
        sent.push_back(8'h5A);
        send(8'h5A, 2.0);
        // Reset in mid-byte: that byte is lost, the next one is not.
        line = 1'b0; #(bit_time * 3.5);
        rst = 1'b1; #20 rst = 1'b0;
        line = 1'b1; #(bit_time * 8);
        sent.push_back(8'hC3);
        send(8'hC3, 2.0);
        `BENCH_EQUAL("bytes at the end", received, 9 * BYTES + 2)
        done = 1'b1;
    end
endmodule

// A transmitter and a receiver in one clock: every byte, with pauses; and the rate of bytes without pauses.
module uart_pair #(parameter int CLOCKS_X256 = 2133) (output logic done);
    `BENCH_CLOCK(done)

    logic rst = 1'b1, in_valid = 1'b0, in_ready, line, valid, error;
    logic [7:0] in_data = 8'd0, data;
    int received = 0, clocks = 0;
    bit pauses = 1'b0;

    fs_uart_transmitter #(.CLOCKS_PER_BIT_X256(CLOCKS_X256)) transmitter (
        .clk(clk), .rst(rst), .in_valid(in_valid), .in_ready(in_ready), .in_data(in_data), .line(line));
    fs_uart_receiver #(.CLOCKS_PER_BIT_X256(CLOCKS_X256)) receiver (
        .clk(clk), .rst(rst), .line(line), .out_valid(valid), .out_data(data), .framing_error(error));

    always @(posedge clk) begin
        clocks <= clocks + 1;
        if (in_valid && in_ready) in_data <= in_data + 8'd37;
        in_valid <= !rst && (!pauses || (in_valid && !in_ready) || `BENCH_CHANCE(2));
        if (valid) begin
            `BENCH_EQUAL("byte", data, 8'(received * 37))
            received <= received + 1;
        end
        if (error) begin $display("FAIL %m: framing error"); $fatal(1); end
    end

    int from;
    initial begin
        done = 1'b0;
        #100 rst = 1'b0;
        wait (received == 10) from = clocks;
        wait (received == 260);
        // 250 bytes of 10 bits, to a clock or two and half a thousandth: no bit between them.
        if (clocks - from > (2500 * CLOCKS_X256 + 2 * CLOCKS_X256) / 256 + 2 || clocks - from < (2500 * CLOCKS_X256 - 2 * CLOCKS_X256) / 256 - 2) begin
            $display("FAIL %m: 250 bytes in %0d clocks, expected %0d", clocks - from, 2500 * CLOCKS_X256 / 256);
            $fatal(1);
        end
        pauses = 1'b1;
        wait (received == 320);
        done = 1'b1;
    end
endmodule

module uart_bench;
    logic [7:0] done;

    uart_case #(.CLOCKS_X256(1280)) five (.done(done[0]));
    uart_case #(.CLOCKS_X256(1700)) odd (.done(done[1]));
    uart_case #(.CLOCKS_X256(2133)) twelve_mbaud (.done(done[2]));
    uart_case #(.CLOCKS_X256(8533)) three_mbaud (.done(done[3]));
    uart_case #(.CLOCKS_X256(222222), .BYTES(1)) slow (.done(done[4]));
    uart_pair #(.CLOCKS_X256(1280)) pair_five (.done(done[5]));
    uart_pair #(.CLOCKS_X256(2133)) pair_odd (.done(done[6]));
    uart_pair #(.CLOCKS_X256(8533)) pair_slow (.done(done[7]));

    initial begin
        wait (done == '1);
        $display("PASS 8 lines");
        $finish;
    end
endmodule

`default_nettype wire
