// A design on a board: fpga_core with the parameters that gen-hls wrote (fpgaseg_design_pkg) and the generated network on its two streams. What is left to the
// board's own top level, module fpga, is clock, pins and their drivers. Tie the inputs of the line that the board does not have.
//
// `network` is the core that Vitis HLS exports of fpgaseg_top, under the name that vivado.tcl gives it; any other core with these ports does as well.
`default_nettype none

module fpga_design (
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
    output logic            ft_drive
);
    logic network_rst;
    logic image_tvalid, image_tready, image_tlast;
    logic mask_tvalid, mask_tready;
    logic [7:0] image_tdata, mask_tdata;

    fpga_core #(
        .LINE(fpgaseg_design_pkg::Line), .BAUD(fpgaseg_design_pkg::Baud), .CLOCK_HZ(fpgaseg_design_pkg::ClockHz),
        .DESIGN_ID(fpgaseg_design_pkg::DesignId), .MODEL_ID(fpgaseg_design_pkg::ModelId),
        .IMAGE_WIDTH(fpgaseg_design_pkg::ImageWidth), .IMAGE_HEIGHT(fpgaseg_design_pkg::ImageHeight),
        .IMAGE_CHANNELS(fpgaseg_design_pkg::ImageChannels), .IMAGE_PASSES(fpgaseg_design_pkg::ImagePasses),
        .MASK_WIDTH(fpgaseg_design_pkg::MaskWidth), .MASK_HEIGHT(fpgaseg_design_pkg::MaskHeight),
        .MAX_PAYLOAD(fpgaseg_design_pkg::MaxPayload), .RECEIVE_BUFFER(fpgaseg_design_pkg::ReceiveBuffer)
    ) core (.*);

    // `image` is reserved in VHDL, so that the tool calls the port image_r.
    network network (
        .ap_clk(clk), .ap_rst_n(!network_rst),
        .image_r_TVALID(image_tvalid), .image_r_TREADY(image_tready), .image_r_TDATA(image_tdata),
        .image_r_TKEEP(1'b1), .image_r_TSTRB(1'b1), .image_r_TLAST(image_tlast),
        .mask_TVALID(mask_tvalid), .mask_TREADY(mask_tready), .mask_TDATA(mask_tdata), .mask_TKEEP(), .mask_TSTRB(), .mask_TLAST());
endmodule

`default_nettype wire
