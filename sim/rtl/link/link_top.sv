// Three links of different geometry, buffer and payload behind one another, so that one program tests all of them. Port vectors: link i at bit or byte i.
`default_nettype none

module link_top (
    input  wire logic        clk,
    input  wire logic  [2:0] rst,
    input  wire logic  [2:0] in_valid,
    input  wire logic [23:0] in_data,
    output logic       [2:0] out_valid,
    input  wire logic  [2:0] out_ready,
    output logic      [23:0] out_data,
    output logic       [2:0] network_rst,
    output logic       [2:0] image_tvalid,
    input  wire logic  [2:0] image_tready,
    output logic      [23:0] image_tdata,
    output logic       [2:0] image_tlast,
    input  wire logic  [2:0] mask_tvalid,
    output logic       [2:0] mask_tready,
    input  wire logic [23:0] mask_tdata
);
    for (genvar i = 0; i < 3; i++) begin : links
        fs_link #(
            .DESIGN_ID(256'h000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f),
            .MODEL_ID(256'h6465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283),
            .IMAGE_WIDTH(i == 0 ? 5 : i == 1 ? 16 : 64), .IMAGE_HEIGHT(i == 0 ? 3 : i == 1 ? 12 : 32), .IMAGE_CHANNELS(i == 0 ? 2 : i == 1 ? 1 : 3), .IMAGE_PASSES(i == 1 ? 2 : 1),
            .MASK_WIDTH(i == 0 ? 2 : i == 1 ? 17 : 64), .MASK_HEIGHT(i == 0 ? 3 : i == 1 ? 12 : 32),
            .CLOCK_HZ(100_000_000), .MAX_PAYLOAD(i == 2 ? 70 : 16), .RECEIVE_BUFFER(i == 0 ? 16 : i == 1 ? 64 : 1024), .IDLE_GAP_CLOCKS(1000)
        ) link (
            .clk(clk), .rst(rst[i]), .in_valid(in_valid[i]), .in_data(in_data[8*i +: 8]),
            .out_valid(out_valid[i]), .out_ready(out_ready[i]), .out_data(out_data[8*i +: 8]), .network_rst(network_rst[i]),
            .image_tvalid(image_tvalid[i]), .image_tready(image_tready[i]), .image_tdata(image_tdata[8*i +: 8]), .image_tlast(image_tlast[i]),
            .mask_tvalid(mask_tvalid[i]), .mask_tready(mask_tready[i]), .mask_tdata(mask_tdata[8*i +: 8]));
    end
endmodule

`default_nettype wire
