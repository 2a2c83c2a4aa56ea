// fs_mask_store against an array: random writes and reads in the same clocks, each read answered a clock later with what stood there before that clock.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module mask_store_case #(parameter int BYTES = 8192, parameter int ADDRESS_BITS = 13) (output logic done);
    `BENCH_CLOCK(done)

    logic write = 1'b0;
    logic [ADDRESS_BITS-1:0] write_address = '0, read_address = '0;
    logic [7:0] write_data = 8'd0, read_data, expected;

    fs_mask_store #(.BYTES(BYTES), .ADDRESS_BITS(ADDRESS_BITS)) store (.*);

    logic [7:0] memory [0:BYTES-1];
    int same = 0;

    initial begin
        done = 1'b0;
        @(posedge clk) #1;
        for (int i = 0; i < BYTES + 4000; i++) begin
            write = i < BYTES || `BENCH_CHANCE(50);
            write_address = ADDRESS_BITS'(i < BYTES ? i : $urandom % BYTES);
            write_data = 8'($urandom);
            read_address = `BENCH_CHANCE(20) ? write_address : ADDRESS_BITS'($urandom % BYTES);
            expected = memory[read_address];
            if (write && i >= BYTES && read_address == write_address) same++;
            if (write) memory[write_address] = write_data;
            @(posedge clk) #1;
            if (i >= BYTES) `BENCH_EQUAL("byte", read_data, expected)
        end
        if (same == 0) begin $display("FAIL %m: no write where it is read"); $fatal(1); end
        done = 1'b1;
    end
endmodule

module mask_store_bench;
    logic [3:0] done;
    mask_store_case #(.BYTES(1), .ADDRESS_BITS(1)) smallest (.done(done[0]));
    mask_store_case #(.BYTES(2), .ADDRESS_BITS(1)) two (.done(done[1]));
    mask_store_case #(.BYTES(300), .ADDRESS_BITS(9)) odd (.done(done[2]));
    mask_store_case plain (.done(done[3]));

    initial begin
        wait (done == '1);
        $display("PASS 16000 reads");
        $finish;
    end
endmodule

`default_nettype wire
