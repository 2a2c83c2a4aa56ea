// All logic of a board but its pins, clocks and the network: the link, and the line that it hangs on. The board's top module makes `clk`, `rst` and the three-state
// data pins, and connects the network (docs/generated-design.md) to the two streams.
//
// LINE      0: UART at `uart_rx`, `uart_tx`. 1: FT245 synchronous FIFO at the `ft_` pins. Tie the inputs of the other one.
// BAUD      of the UART; at most CLOCK_HZ / 5.
// Others    see fs_link.
//
// `rst` is synchronous to `clk`. `ft_clk` need not run before a host has put the chip into FIFO mode; nothing is sent or taken until it does. The network runs
// with `clk` and is reset by `network_rst`.
`default_nettype none

module fpga_core #(
    parameter int LINE = 0,
    parameter int BAUD = 12_000_000,
    parameter logic [255:0] DESIGN_ID = 256'd0,
    parameter logic [255:0] MODEL_ID = 256'd0,
    parameter int IMAGE_WIDTH = 256,
    parameter int IMAGE_HEIGHT = 256,
    parameter int IMAGE_CHANNELS = 3,
    parameter int IMAGE_PASSES = 1,
    parameter int MASK_WIDTH = 256,
    parameter int MASK_HEIGHT = 256,
    parameter int CLOCK_HZ = 100_000_000,
    parameter int MAX_PAYLOAD = 1024,
    parameter int RECEIVE_BUFFER = 16384
) (
    input  wire logic       clk,
    input  wire logic       rst,

    input  wire logic       uart_rx,
    output logic            uart_tx,

    input  wire logic       ft_clk,
    input  wire logic       ft_rxf_n,
    input  wire logic       ft_txe_n,
    output logic            ft_rd_n,
    output logic            ft_wr_n,
    output logic            ft_oe_n,
    output logic            ft_siwu_n,
    input  wire logic [7:0] ft_data_in,
    output logic      [7:0] ft_data_out,
    output logic            ft_drive,

    output logic            network_rst,
    output logic            image_tvalid,
    input  wire logic       image_tready,
    output logic      [7:0] image_tdata,
    output logic            image_tlast,
    input  wire logic       mask_tvalid,
    output logic            mask_tready,
    input  wire logic [7:0] mask_tdata
);
    localparam int ClocksPerBitX256 = 32'((64'(CLOCK_HZ) * 64'd256 + 64'(BAUD) / 64'd2) / 64'(BAUD));

    initial if (LINE == 0 && ClocksPerBitX256 < 5 * 256) $fatal(1, "BAUD is %0d, more than a fifth of CLOCK_HZ, %0d.", BAUD, CLOCK_HZ);

    logic in_valid, out_valid, out_ready;
    logic [7:0] in_data, out_data;

    if (LINE == 0) begin : uart
        fs_uart_receiver #(.CLOCKS_PER_BIT_X256(ClocksPerBitX256)) receiver (
            .clk(clk), .rst(rst), .line(uart_rx), .out_valid(in_valid), .out_data(in_data), .framing_error());
        fs_uart_transmitter #(.CLOCKS_PER_BIT_X256(ClocksPerBitX256)) transmitter (
            .clk(clk), .rst(rst), .in_valid(out_valid), .in_ready(out_ready), .in_data(out_data), .line(uart_tx));
        assign {ft_rd_n, ft_wr_n, ft_oe_n, ft_siwu_n, ft_drive, ft_data_out} = {4'b1111, 1'b0, 8'd0};
        logic unused;
        assign unused = &{1'b0, ft_clk, ft_rxf_n, ft_txe_n, ft_data_in};
    end else begin : ft245
        // The chip's side goes into reset without its clock and leaves it with it; ours waits for that, so that both halves of the queues begin together.
        logic ft_rst, chip_waits, bridge_rst;
        fs_reset_synchroniser reset_sync (.clk(ft_clk), .in(rst), .out(ft_rst));
        fs_synchroniser alive_sync (.clk(clk), .in(ft_rst), .out(chip_waits));
        always_ff @(posedge clk)
            bridge_rst <= rst || chip_waits;
        fs_ft245_bridge bridge (
            .ft_clk(ft_clk), .ft_rst(ft_rst), .ft_rxf_n(ft_rxf_n), .ft_txe_n(ft_txe_n), .ft_rd_n(ft_rd_n), .ft_wr_n(ft_wr_n), .ft_oe_n(ft_oe_n), .ft_siwu_n(ft_siwu_n),
            .ft_data_in(ft_data_in), .ft_data_out(ft_data_out), .ft_drive(ft_drive),
            .clk(clk), .rst(bridge_rst), .in_valid(in_valid), .in_data(in_data), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));
        assign uart_tx = 1'b1;
        logic unused;
        assign unused = &{1'b0, uart_rx};
    end

    fs_link #(
        .DESIGN_ID(DESIGN_ID), .MODEL_ID(MODEL_ID), .IMAGE_WIDTH(IMAGE_WIDTH), .IMAGE_HEIGHT(IMAGE_HEIGHT), .IMAGE_CHANNELS(IMAGE_CHANNELS), .IMAGE_PASSES(IMAGE_PASSES),
        .MASK_WIDTH(MASK_WIDTH), .MASK_HEIGHT(MASK_HEIGHT), .CLOCK_HZ(CLOCK_HZ), .MAX_PAYLOAD(MAX_PAYLOAD), .RECEIVE_BUFFER(RECEIVE_BUFFER)
    ) link (.*);
endmodule

`default_nettype wire
