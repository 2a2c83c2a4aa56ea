// Holds the first fields of a payload as it comes: bytes 0 and 1 (a number), 2 to 5 (an offset), and the last two.
//
// In an IMAGE the offset then counts on, two clocks behind the data, so that after the frame it is the place behind the data; `counts` says that it is to.
// Whether the data began at the expected place is noted before the first of its bytes is counted.
//
// OFFSET_BITS  bits that hold any offset within an image, 13 or more; the offset counts in one bit more, which a frame cannot overflow.
`default_nettype none

module fs_message_fields #(
    parameter int OFFSET_BITS = 18
) (
    input  wire logic                   clk,
    input  wire logic                   frame_begin,
    input  wire logic                   payload_valid,
    input  wire logic             [7:0] payload_data,
    input  wire logic                   counts,
    input  wire logic            [15:0] expected_number,
    input  wire logic [OFFSET_BITS-1:0] expected_offset,

    output logic                 [15:0] number,
    output logic                 [31:0] offset,
    output logic                 [15:0] last_two,
    output logic                        is_expected,
    output logic                        is_far,
    output logic                        data_valid
);
    localparam logic [2:0] Prefix = 3'(fpgaseg_link_pkg::DataPrefixBytes);

    logic [2:0] index;
    logic in_prefix;
    logic first;
    logic [1:0] first_passed;
    logic [1:0] data_passed;
    logic same_number;
    logic same_offset;

    assign in_prefix = index < Prefix;
    assign first = payload_valid && index == Prefix;
    assign data_valid = payload_valid && !in_prefix && counts;

    always_ff @(posedge clk)
        if (frame_begin)
            index <= 3'd0;
        else if (payload_valid && index != 3'd7)
            index <= index + 3'd1;

    always_ff @(posedge clk)
        if (payload_valid && in_prefix)
            {offset, number} <= {payload_data, offset, number[15:8]};
        else if (data_passed[1])
            offset[OFFSET_BITS:0] <= offset[OFFSET_BITS:0] + 1'b1;

    always_ff @(posedge clk)
        if (payload_valid)
            last_two <= {payload_data, last_two[15:8]};

    fs_equal #(.BITS(16)) number_check (.clk(clk), .a(number), .b(expected_number), .equal(same_number));
    fs_equal #(.BITS(OFFSET_BITS)) offset_check (.clk(clk), .a(offset[OFFSET_BITS-1:0]), .b(expected_offset), .equal(same_offset));

    // The comparison takes two clocks, and counting begins after it.
    always_ff @(posedge clk) begin
        data_passed <= {data_passed[0], data_valid};
        first_passed <= {first_passed[0], first};
        if (first_passed[1]) begin
            is_expected <= same_number && same_offset && offset[31:OFFSET_BITS] == '0;
            is_far <= offset[31:OFFSET_BITS] != '0;
        end
    end
endmodule

`default_nettype wire
