// Digilent Arty A7-100T with an FT232H module on Pmods JB and JC: the oscillator makes the design's clock, the host is at the module's USB.
`default_nettype none

module fpga (
    input  wire logic       clk,
    input  wire logic       ft_clk,
    input  wire logic       ft_rxf_n,
    input  wire logic       ft_txe_n,
    output logic            ft_rd_n,
    output logic            ft_wr_n,
    output logic            ft_oe_n,
    output logic            ft_siwu_n,
    inout  wire logic [7:0] ft_data
);
    logic design_clk, rst, drive;
    logic [7:0] ft_data_out;

    assign ft_data = drive ? ft_data_out : 8'hzz;

    fs_clock_xc7 clock (.oscillator(clk), .clk(design_clk), .rst(rst));

    fpga_design whole (
        .clk(design_clk), .rst(rst), .uart_rx(1'b1), .uart_tx(),
        .ft_clk(ft_clk), .ft_rxf_n(ft_rxf_n), .ft_txe_n(ft_txe_n), .ft_data_in(ft_data),
        .ft_rd_n(ft_rd_n), .ft_wr_n(ft_wr_n), .ft_oe_n(ft_oe_n), .ft_siwu_n(ft_siwu_n), .ft_data_out(ft_data_out), .ft_drive(drive));
endmodule

`default_nettype wire
