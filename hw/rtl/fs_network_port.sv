// Between the link and the network: one image at a time in, its mask out, cycles counted, checks computed, and all of that written down for FRAME-DONE.
//
// IMAGE_BYTES, MASK_BYTES  bytes of an image and of a packed mask.
// COUNTER_BITS             bits of the cycle counters, 8 to 64 in whole bytes; 40 count three hours at 100 MHz.
//
// An image goes in as a whole, then nothing until its mask is out and written down. The network delivers while `store_free`. Total cycles run from the clock of
// the first pixel to the clock of the last mask byte, both counted; stall cycles are those among them in which the network waits for a pixel of this
// image or with a byte of the mask. `clear` drops everything and resets the network for 16 clocks.
//
// The record is bytes 4 to 35 of FRAME-DONE, from address 0 on: compute, total and stall cycles, CRC of image and mask. Its writing takes
// 32 clocks, in the end of which `complete` is set.
`default_nettype none

module fs_network_port #(
    parameter int IMAGE_BYTES = 196608,
    parameter int MASK_BYTES = 8192,
    parameter int ADDRESS_BITS = 13,
    parameter int COUNTER_BITS = 40
) (
    input  wire logic                     clk,
    input  wire logic                     clear,

    input  wire logic                     pixel_valid,
    output logic                          pixel_ready,
    input  wire logic               [7:0] pixel_data,

    output logic                          network_rst,
    output logic                          image_tvalid,
    input  wire logic                     image_tready,
    output logic                    [7:0] image_tdata,
    output logic                          image_tlast,
    input  wire logic                     mask_tvalid,
    output logic                          mask_tready,
    input  wire logic               [7:0] mask_tdata,

    input  wire logic                     store_free,
    output logic                          store_write,
    output logic       [ADDRESS_BITS-1:0] store_address,
    output logic                          record_write,
    output logic                    [4:0] record_address,
    output logic                    [7:0] record_data,
    output logic                          complete,
    output logic                          computing
);
    localparam int PlaceBits = $clog2(IMAGE_BYTES) + 1;

    logic [PlaceBits-1:0] image_place;
    logic image_done;
    logic image_beat;
    logic mask_done;
    logic mask_last;
    logic running;
    logic [3:0] reset_age;
    logic [4:0] step;
    logic recording;
    logic stalled;

    assign image_tvalid = pixel_valid && !image_done && !network_rst;
    assign pixel_ready = image_tready && !image_done && !network_rst;
    assign image_tdata = pixel_data;
    assign image_tlast = image_place == PlaceBits'(IMAGE_BYTES - 1);
    assign image_beat = image_tvalid && image_tready;
    assign mask_tready = store_free && !mask_done && !network_rst;
    assign store_write = mask_tvalid && mask_tready;
    assign mask_last = store_write && store_address == ADDRESS_BITS'(MASK_BYTES - 1);
    assign recording = image_done && mask_done;
    assign computing = image_done && !mask_done;
    assign stalled = (image_tready && !pixel_valid && !image_done) || (mask_tvalid && !mask_tready);
    assign complete = recording && step == 5'd31;

    always_ff @(posedge clk)
        if (clear) begin
            reset_age <= 4'd0;
            network_rst <= 1'b1;
        end else if (network_rst) begin
            reset_age <= reset_age + 4'd1;
            network_rst <= reset_age != 4'd15;
        end

    always_ff @(posedge clk)
        if (clear || complete) begin
            image_place <= '0;
            store_address <= '0;
            image_done <= 1'b0;
            mask_done <= 1'b0;
            running <= 1'b0;
            step <= 5'd0;
        end else begin
            if (image_beat) begin
                image_place <= image_place + 1'b1;
                image_done <= image_tlast;
            end
            if (store_write)
                store_address <= store_address + 1'b1;
            if (mask_last)
                mask_done <= 1'b1;
            if (image_beat || mask_last)
                running <= !mask_last;
            if (recording)
                step <= step + 5'd1;
        end

    fs_frame_record #(.COUNTER_BITS(COUNTER_BITS)) record (
        .clk(clk), .start(clear || complete),
        .count(running || image_beat), .stalled(running && stalled),
        .image_take(image_beat), .image_data(image_tdata), .mask_take(store_write), .mask_data(mask_tdata),
        .give(recording), .step(step), .address(record_address), .data(record_data));

    assign record_write = recording;
endmodule

`default_nettype wire
