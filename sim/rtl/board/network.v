// The ports of the generated network, and nothing in it.
(* blackbox *)
module network (
    input  ap_clk, ap_rst_n,
    input  image_r_TVALID, output image_r_TREADY, input [7:0] image_r_TDATA, input image_r_TKEEP, image_r_TSTRB, image_r_TLAST,
    output mask_TVALID, input mask_TREADY, output [7:0] mask_TDATA, output mask_TKEEP, mask_TSTRB, mask_TLAST
);
endmodule
