// The generated network in simulation: the ports of the core that Vitis HLS makes of fpgaseg_top, and behind them, through DPI, the compiled C++ itself
// (network.cpp). A clock is one call: what the pins show before it goes in, what they show after it comes out.
`default_nettype none

module network (
    input  wire logic       ap_clk,
    input  wire logic       ap_rst_n,

    input  wire logic       image_r_TVALID,
    output logic            image_r_TREADY,
    input  wire logic [7:0] image_r_TDATA,
    input  wire logic       image_r_TKEEP,
    input  wire logic       image_r_TSTRB,
    input  wire logic       image_r_TLAST,

    output logic            mask_TVALID,
    input  wire logic       mask_TREADY,
    output logic      [7:0] mask_TDATA,
    output logic            mask_TKEEP,
    output logic            mask_TSTRB,
    output logic            mask_TLAST
);
    import "DPI-C" function void network_clock(
        input bit running, input bit image_valid, input byte unsigned image_data, input bit image_whole, input bit image_last, input bit mask_ready,
        output bit image_ready, output bit mask_valid, output byte unsigned mask_data, output bit mask_last);

    bit ready, valid, last;
    byte unsigned data;

    assign mask_TKEEP = 1'b1;
    assign mask_TSTRB = 1'b1;

    always @(posedge ap_clk) begin
        network_clock(ap_rst_n, image_r_TVALID, image_r_TDATA, image_r_TKEEP && image_r_TSTRB, image_r_TLAST, mask_TREADY, ready, valid, data, last);
        image_r_TREADY <= ready;
        mask_TVALID <= valid;
        mask_TDATA <= data;
        mask_TLAST <= last;
    end
endmodule

`default_nettype wire
