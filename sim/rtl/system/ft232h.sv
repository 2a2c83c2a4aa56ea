// An FT232H in synchronous FIFO mode, at its pins; the USB side is the bench's (usb_pipe.hpp), byte by byte through DPI.
//
// `ft_clk` is its 60 MHz, `ft_late` the same 9 ns later: no output of the chip moves before that, and what it is given must already be there then, 7.7 ns before
// the next edge, and stay until it. A byte is read on an edge with RXF# and RD# low, written on one with TXE# and WR# low. OE# must be low since the
// edge before a byte is read, and its drivers must not meet ours. It has a kilobyte each way, and pauses at any time, as its USB side does.
`default_nettype none

module ft232h (
    input  wire logic       ft_clk,
    input  wire logic       ft_late,
    output logic            ft_rxf_n,
    output logic            ft_txe_n,
    input  wire logic       ft_rd_n,
    input  wire logic       ft_wr_n,
    input  wire logic       ft_oe_n,
    input  wire logic       ft_siwu_n,
    inout  wire logic [7:0] ft_data,
    input  wire logic       is_driven
);
    import "DPI-C" function int chip_next();
    import "DPI-C" function void chip_taken();
    import "DPI-C" function bit chip_has_room();
    import "DPI-C" function bit chip_pauses();
    import "DPI-C" function void chip_given(input byte unsigned data);
    import "DPI-C" function void chip_flush();
    import "DPI-C" function void chip_violation(input string rule);

    logic [7:0] shown = 8'd0;
    logic [3:0] early = 4'b1111;
    logic [7:0] early_data = 8'd0;
    logic oe_before = 1'b1;
    logic has_read = 1'b0, has_written = 1'b0;
    int next;

    initial {ft_rxf_n, ft_txe_n} = 2'b11;

    assign ft_data = ft_oe_n ? 8'hzz : shown;

    always @(posedge ft_clk) begin
        if (early != {ft_rd_n, ft_wr_n, ft_oe_n, ft_siwu_n} || (!ft_wr_n && early_data != ft_data)) chip_violation("setup time");
        if (!ft_oe_n && is_driven) chip_violation("two drivers");
        has_read <= !ft_rd_n && !ft_rxf_n;
        has_written <= !ft_wr_n && !ft_txe_n;
        if (!ft_rd_n && !ft_rxf_n) begin
            if (ft_oe_n || oe_before) chip_violation("RD# before OE#");
            if (ft_data != shown) chip_violation("data on the way in");
            chip_taken();
        end
        if (!ft_wr_n && !ft_txe_n) begin
            if (!is_driven) chip_violation("WR# without data");
            chip_given(ft_data);
        end
        if (!ft_siwu_n) chip_flush();
        oe_before <= ft_oe_n;
    end

    // A flag stays as it is while its side is idle, or else the other end could not rely on it; it may go at any byte.
    always @(posedge ft_late) begin
        early <= {ft_rd_n, ft_wr_n, ft_oe_n, ft_siwu_n};
        early_data <= ft_data;
        next = chip_next();
        shown <= 8'(next);
        ft_rxf_n <= next < 0 || (chip_pauses() && (ft_rxf_n || has_read));
        ft_txe_n <= !chip_has_room() || (chip_pauses() && (ft_txe_n || has_written));
    end
endmodule

`default_nettype wire
