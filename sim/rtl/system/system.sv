// A board of a generated design, whole: the board's own top level from rtl/ of the build folder, with clock cells of sim/rtl/board, around the compiled network. At
// its pins are an FT232H where it has one, and a UART of the bench. `clk` runs with the design's clock.
`default_nettype none

module system (
    input  wire logic clk,
    input  wire logic uart_rx,
    output logic      uart_tx,
    input  wire logic ft_clk,
    input  wire logic ft_late
);
    import "DPI-C" function void design_is(
        input int line, input int baud, input int clock_hz, input int image_bytes, input int mask_bits, input int latency_cycles);

    initial design_is(
        fpgaseg_design_pkg::Line, fpgaseg_design_pkg::Baud, fpgaseg_design_pkg::ClockHz,
        fpgaseg_design_pkg::ImageWidth * fpgaseg_design_pkg::ImageHeight * fpgaseg_design_pkg::ImageChannels * fpgaseg_design_pkg::ImagePasses,
        fpgaseg_design_pkg::MaskWidth * fpgaseg_design_pkg::MaskHeight, fpgaseg_design_pkg::LatencyCycles);

`ifdef FT245
    wire logic [7:0] ft_data;
    logic ft_rxf_n, ft_txe_n, ft_rd_n, ft_wr_n, ft_oe_n, ft_siwu_n;

    assign uart_tx = uart_rx;

    ft232h chip (.*, .is_driven(board.whole.ft_drive));
    fpga board (.*);
`else
    fpga board (.*);
`endif
endmodule

`default_nettype wire
