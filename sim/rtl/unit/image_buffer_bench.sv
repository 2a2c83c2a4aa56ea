// fs_image_buffer against a queue: random frames, committed or taken back, random readers; what is not committed is never seen, nothing is lost or
// doubled, the room is right, overflow is noted; reset in mid-frame.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module image_buffer_case #(parameter int ADDRESS_BITS = 4) (output logic done);
    localparam int Capacity = 2**ADDRESS_BITS;
    `BENCH_CLOCK(done)

    logic clear = 1'b1, write = 1'b0, commit = 1'b0, rollback = 1'b0, overflow, half_freed, valid, ready = 1'b0;
    logic [7:0] write_data = 8'd0, data;
    logic [ADDRESS_BITS:0] free;

    fs_image_buffer #(.ADDRESS_BITS(ADDRESS_BITS)) buffer (
        .clk(clk), .clear(clear), .write(write), .write_data(write_data), .commit(commit), .rollback(rollback), .overflow(overflow),
        .free(free), .half_freed(half_freed), .out_valid(valid), .out_ready(ready), .out_data(data));

    logic [7:0] committed [$];
    logic [7:0] frame [$];
    logic [7:0] dropped;
    int read_percent = 50, reads = 0, halves = 0, room;

    // At the middle of a clock everything stands still: compare, then choose the next clock's inputs.
    task automatic tick(input logic is_write, input logic is_commit, input logic is_rollback);
        {write, commit, rollback} = {is_write, is_commit, is_rollback};
        ready = `BENCH_CHANCE(read_percent);
        #1;
        if (valid && ready) begin
            if (committed.size() == 0) begin $display("FAIL %m: a byte that was not committed"); $fatal(1); end
            `BENCH_EQUAL("byte", data, committed[0])
            dropped = committed.pop_front();
            reads++;
        end
        if (half_freed) halves++;
        // The output register's byte is out of the buffer already.
        room = 32'(free) + committed.size() - Capacity;
        if (room != 0 && room != 1) begin
            $display("FAIL %m: %0d free with %0d bytes held", free, committed.size());
            $fatal(1);
        end
        if (is_write) frame.push_back(write_data);
        if (is_rollback) frame.delete();
        if (is_commit) begin
            while (frame.size() > 0) begin
                dropped = frame.pop_front();
                committed.push_back(dropped);
            end
        end
        @(posedge clk) #1;
        {write, commit, rollback} = 3'b000;
    endtask

    int size;
    initial begin
        done = 1'b0;
        repeat (3) @(posedge clk);
        #1 clear = 1'b0;
        for (int round = 0; round < 400; round++) begin
            read_percent = round % 7 == 0 ? 0 : round % 7 == 1 ? 100 : 10 * ($urandom % 10);
            size = $urandom % (Capacity + 4);
            tick(1'b0, 1'b0, 1'b1);
            for (int i = 0; i < size; i++) begin
                while (`BENCH_CHANCE(20)) tick(1'b0, 1'b0, 1'b0);
                write_data = 8'($urandom);
                tick(1'b1, 1'b0, 1'b0);
            end
            if (size > Capacity + 1 && !overflow && read_percent == 0) begin $display("FAIL %m: no overflow"); $fatal(1); end
            if (!overflow && `BENCH_CHANCE(80)) tick(1'b0, 1'b1, 1'b0);
            if (round % 100 == 99) begin
                clear = 1'b1;
                @(posedge clk) #1 clear = 1'b0;
                committed.delete();
                frame.delete();
                `BENCH_EQUAL("free after reset", free, Capacity)
                `BENCH_EQUAL("valid after reset", valid, 1'b0)
                reads = 0;
                halves = 0;
            end
        end
        // A drained buffer has passed its halves: one word of it for each half that was read.
        tick(1'b0, 1'b0, 1'b1);
        read_percent = 100;
        for (int i = 0; i < 2 * Capacity + 4; i++) tick(1'b0, 1'b0, 1'b0);
        `BENCH_EQUAL("bytes left", committed.size(), 0)
        `BENCH_EQUAL("free at the end", free, Capacity)
        `BENCH_EQUAL("halves", halves, reads / (Capacity / 2))
        done = 1'b1;
    end
endmodule

module image_buffer_bench;
    logic [2:0] done;
    image_buffer_case #(.ADDRESS_BITS(2)) tiny (.done(done[0]));
    image_buffer_case #(.ADDRESS_BITS(4)) middle (.done(done[1]));
    image_buffer_case #(.ADDRESS_BITS(6)) wide (.done(done[2]));

    initial begin
        wait (done == '1);
        $display("PASS 1200 frames");
        $finish;
    end
endmodule

`default_nettype wire
