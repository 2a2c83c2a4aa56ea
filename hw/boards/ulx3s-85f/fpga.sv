// Radiona ULX3S 85F: the oscillator makes the design's clock, the host is at the serial line.
`default_nettype none

module fpga (
    input  wire logic clk,
    input  wire logic uart_rx,
    output logic      uart_tx
);
    logic design_clk, rst;

    fs_clock_ecp5 clock (.oscillator(clk), .clk(design_clk), .rst(rst));

    fpga_design whole (
        .clk(design_clk), .rst(rst), .uart_rx(uart_rx), .uart_tx(uart_tx),
        .ft_clk(1'b0), .ft_rxf_n(1'b1), .ft_txe_n(1'b1), .ft_data_in(8'd0),
        .ft_rd_n(), .ft_wr_n(), .ft_oe_n(), .ft_siwu_n(), .ft_data_out(), .ft_drive());
endmodule

`default_nettype wire
