// fs_ft245_bridge against a model of the chip: bytes both ways at random pace, with clocks in odd ratios on the other side, while RXF# and TXE# come and go;
// no byte lost, doubled or out of order, and never two drivers on the data pins.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

// FTDI's rules at the pins, sampled just before the rising edge: a byte is read with RXF# and RD# low, which needs OE# low since the edge before;
// written with TXE# and WR# low, which needs OE# high.
module ft245_case #(parameter real HALF_PERIOD = 5.0, parameter int RXF_PERCENT = 60, parameter int TXE_PERCENT = 60, parameter int LINK_PERCENT = 60, parameter int CLOCK_STARTS = 0)
    (output logic done);
    localparam int Bytes = 600;
    logic ft_clk = 1'b0, clk = 1'b0;
    // The chip's clock begins when a host asks for FIFO mode.
    initial begin
        #(CLOCK_STARTS);
        while (done !== 1'b1) #8.333 ft_clk = ~ft_clk;
    end
    initial while (done !== 1'b1) #(HALF_PERIOD) clk = ~clk;

    logic rst = 1'b0, ft_rst, chip_waits, bridge_rst;
    logic rxf_n = 1'b1, txe_n = 1'b1, rd_n, wr_n, oe_n, siwu_n, drive, in_valid, out_valid = 1'b0, out_ready;
    logic [7:0] to_fpga, from_fpga, in_data, out_data = 8'd0;

    fs_reset_synchroniser reset_sync (.clk(ft_clk), .in(rst), .out(ft_rst));
    fs_synchroniser alive_sync (.clk(clk), .in(ft_rst), .out(chip_waits));
    always @(posedge clk) bridge_rst <= rst || chip_waits;
    fs_ft245_bridge bridge (
        .ft_clk(ft_clk), .ft_rst(ft_rst), .ft_rxf_n(rxf_n), .ft_txe_n(txe_n), .ft_rd_n(rd_n), .ft_wr_n(wr_n), .ft_oe_n(oe_n), .ft_siwu_n(siwu_n),
        .ft_data_in(to_fpga), .ft_data_out(from_fpga), .ft_drive(drive),
        .clk(clk), .rst(bridge_rst), .in_valid(in_valid), .in_data(in_data), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));

    int read = 0, arrived = 0, given = 0, written = 0, flushes = 0, violations = 0;
    logic oe_before = 1'b1;

    function automatic logic [7:0] host_byte(input int i);
        host_byte = 8'(i * 7 + (i >> 8));
    endfunction

    // The chip shows a byte only while its drivers are on and it has one.
    assign to_fpga = !oe_n && !rxf_n ? host_byte(read) : 8'hXX;

    always @(posedge ft_clk) if (!ft_rst) begin
        if (!rd_n && !rxf_n) begin
            if (oe_n || oe_before) violations = violations + 1;
            read <= read + 1;
        end
        if (!wr_n && !txe_n) begin
            if (!oe_n || !drive) violations = violations + 1;
            `BENCH_EQUAL("byte to the host", from_fpga, host_byte(written))
            written = written + 1;
        end
        if (drive && !oe_n) violations = violations + 1;
        if (!siwu_n) flushes = flushes + 1;
        oe_before <= oe_n;
        // New flags soon after the edge, as the chip does; room that it has shown stays until a byte is written.
        rxf_n <= #2 !(read + 32'(!rd_n && !rxf_n) < Bytes && `BENCH_CHANCE(RXF_PERCENT));
        txe_n <= #2 !`BENCH_CHANCE(TXE_PERCENT) && (txe_n || !wr_n);
    end

    always @(posedge clk) if (!rst) begin
        if (in_valid) begin
            `BENCH_EQUAL("byte to the link", in_data, host_byte(arrived))
            arrived = arrived + 1;
        end
        if (out_valid && out_ready) given = given + 1;
        out_valid <= (out_valid && !out_ready) || (given < Bytes && `BENCH_CHANCE(LINK_PERCENT));
        out_data <= host_byte(given);
    end

    initial begin
        done = 1'b0;
        #1 rst = 1'b1;
        #1 if ({rd_n, wr_n, oe_n, siwu_n, drive} !== 5'b11110) begin $display("FAIL %m: the pins are not quiet in reset"); $fatal(1); end
        #198 rst = 1'b0;
        wait (written == Bytes && arrived == Bytes);
        #2000;
        `BENCH_EQUAL("bytes to the link", arrived, Bytes)
        `BENCH_EQUAL("bytes to the host", written, Bytes)
        `BENCH_EQUAL("violations", violations, 0)
        if (flushes == 0) begin $display("FAIL %m: the last bytes were not flushed"); $fatal(1); end
        done = 1'b1;
    end
endmodule

module ft245_bench;
    logic [6:0] done;
    ft245_case #(.HALF_PERIOD(5.0), .CLOCK_STARTS(1500)) late_clock (.done(done[6]));
    ft245_case #(.HALF_PERIOD(5.0)) at_100_mhz (.done(done[0]));
    ft245_case #(.HALF_PERIOD(8.333), .RXF_PERCENT(100), .TXE_PERCENT(100), .LINK_PERCENT(100)) in_step (.done(done[1]));
    ft245_case #(.HALF_PERIOD(3.37), .RXF_PERCENT(95), .TXE_PERCENT(30)) at_148_mhz (.done(done[2]));
    ft245_case #(.HALF_PERIOD(13.1), .RXF_PERCENT(95), .TXE_PERCENT(95)) at_38_mhz (.done(done[3]));
    ft245_case #(.HALF_PERIOD(5.0), .RXF_PERCENT(10), .TXE_PERCENT(100)) slow_host (.done(done[4]));
    ft245_case #(.HALF_PERIOD(5.0), .RXF_PERCENT(100), .TXE_PERCENT(5), .LINK_PERCENT(100)) slow_reader (.done(done[5]));

    initial begin
        #2000000 $display("FAIL no end: %b", done);
        $fatal(1);
    end

    initial begin
        wait (done == '1);
        $display("PASS 7 pairs of clocks");
        $finish;
    end
endmodule

`default_nettype wire
