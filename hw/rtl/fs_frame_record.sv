// What FRAME-DONE says of a frame: cycle counters and the CRCs of image and mask, given out byte by byte when the frame is over.
//
// COUNTER_BITS  bits of the counters, 8 to 64 in whole bytes.
//
// While `give`, `step` runs from 0 to 31: byte i = step / 4 of the field step % 4 (compute cycles, total cycles, stall cycles, CRCs) leaves at its address in the
// record. The registers move down by a byte as they are read, so that there is no multiplexer over them, and are empty after it. Compute cycles are total less
// stall cycles, subtracted byte by byte. `start` comes after it.
`default_nettype none

module fs_frame_record #(
    parameter int COUNTER_BITS = 40
) (
    input  wire logic       clk,
    input  wire logic       start,
    input  wire logic       count,
    input  wire logic       stalled,
    input  wire logic       image_take,
    input  wire logic [7:0] image_data,
    input  wire logic       mask_take,
    input  wire logic [7:0] mask_data,

    input  wire logic       give,
    input  wire logic [4:0] step,
    output logic      [4:0] address,
    output logic      [7:0] data
);
    logic [1:0] field;
    logic move;
    logic [COUNTER_BITS-1:0] total;
    logic [COUNTER_BITS-1:0] stall;
    logic [7:0] compute_byte;
    logic borrow;
    logic borrow_next;
    logic [7:0] image_crc;
    logic [7:0] mask_crc;

    assign field = step[1:0];
    assign move = give && field == 2'd2;
    // Field, byte; the record begins at the fourth byte of the payload.
    assign address = {field, step[4:2]} + 5'd4;
    assign {borrow_next, compute_byte} = {1'b0, total[7:0]} - {1'b0, stall[7:0]} - {8'd0, borrow};

    always_ff @(posedge clk)
        if (start) begin
            total <= '0;
            stall <= '0;
            borrow <= 1'b0;
        end else begin
            total <= (move ? total >> 8 : total) + COUNTER_BITS'(count);
            stall <= (move ? stall >> 8 : stall) + COUNTER_BITS'(stalled);
            if (move)
                borrow <= borrow_next;
        end

    fs_crc32 image_check (
        .clk(clk), .start(start), .take(image_take), .give(give && field == 2'd3 && !step[4]), .data(image_data), .low(image_crc), .intact());
    fs_crc32 mask_check (
        .clk(clk), .start(start), .take(mask_take), .give(give && field == 2'd3 && step[4]), .data(mask_data), .low(mask_crc), .intact());

    always_comb
        case (field)
            2'd0: data = compute_byte;
            2'd1: data = total[7:0];
            2'd2: data = stall[7:0];
            default: data = step[4] ? mask_crc : image_crc;
        endcase
endmodule

`default_nettype wire
