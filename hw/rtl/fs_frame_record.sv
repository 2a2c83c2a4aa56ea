// What FRAME-DONE says of a frame: cycle counters and the CRCs of image and mask, given out byte by byte when the frame is over.
//
// COUNTER_BITS  bits of the counters, 8 to 64 in whole bytes.
//
// While `give`, `step` runs from 0 to 31: byte i = step / 4 of the field step % 4 (compute cycles, total cycles, stall cycles, CRCs) leaves at its address in the
// record. The CRC registers move down by a byte as they are read. Compute cycles are total less stall cycles, subtracted byte by byte. `start` comes after it.
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
    logic [COUNTER_BITS-1:0] total;
    logic [COUNTER_BITS-1:0] stall;
    logic [63:0] total_padded;
    logic [63:0] stall_padded;
    logic [7:0] total_byte;
    logic [7:0] stall_byte;
    logic [7:0] compute_byte;
    logic borrow;
    logic borrow_next;
    logic unused;
    logic [7:0] image_crc;
    logic [7:0] mask_crc;

    assign field = step[1:0];
    assign address = {field, step[4:2]};
    assign total_padded = 64'(total);
    assign stall_padded = 64'(stall);
    assign total_byte = total_padded[8*step[4:2] +: 8];
    assign stall_byte = stall_padded[8*step[4:2] +: 8];
    // The borrow goes in through a bit below the others: with two operands it is one carry chain.
    assign {borrow_next, compute_byte, unused} = {1'b0, total_byte, 1'b0} - {1'b0, stall_byte, borrow};

    always_ff @(posedge clk)
        if (start) begin
            total <= '0;
            stall <= '0;
            borrow <= 1'b0;
        end else begin
            total <= total + COUNTER_BITS'(count);
            stall <= stall + COUNTER_BITS'(stalled);
            if (give && field == 2'd0)
                borrow <= borrow_next;
        end

    fs_crc32 image_check (
        .clk(clk), .start(start), .take(image_take), .give(give && field == 2'd3 && !step[4]), .data(image_data), .low(image_crc), .intact());
    fs_crc32 mask_check (
        .clk(clk), .start(start), .take(mask_take), .give(give && field == 2'd3 && step[4]), .data(mask_data), .low(mask_crc), .intact());

    always_comb
        case (field)
            2'd0: data = compute_byte;
            2'd1: data = total_byte;
            2'd2: data = stall_byte;
            default: data = step[4] ? mask_crc : image_crc;
        endcase
endmodule

`default_nettype wire
