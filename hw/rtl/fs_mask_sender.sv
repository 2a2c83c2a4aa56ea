// The sending side of the mask stream (docs/link-protocol.md, sections 5 and 7): where it stands, and what the host says of it.
//
// MASK_BYTES     bytes of a packed mask.
// MAX_PAYLOAD    longest payload of a frame, bytes.
// POSITION_BITS  bits that hold 0 to MASK_BYTES.
//
// One mask is held from `complete` until the host has all of it and its FRAME-DONE. `position` is the next byte to send; behind the last one stands
// FRAME-DONE (`at_end`). What a POLL or MASK-ACK says (`heard`) is the host's position. When that has not moved and the host has seen the frame `mark`, what it
// waits for is lost, and sending goes back, between two frames. The mark is the number of the frame that began at the host's position, or a later
// one: of the frame that was next when the position was heard of. So a loss is found a few frames later than with a list of all frames in flight,
// never wrongly, and one register does it.
`default_nettype none

module fs_mask_sender #(
    parameter int MASK_BYTES = 8192,
    parameter int MAX_PAYLOAD = 1024,
    parameter int POSITION_BITS = 14
) (
    input  wire logic                      clk,
    input  wire logic                      clear,
    input  wire logic                      complete,
    output logic                           held,

    input  wire logic                      heard,
    input  wire logic               [15:0] heard_number,
    input  wire logic               [31:0] heard_offset,
    input  wire logic               [15:0] heard_sequence,

    // The transmitter's side. `quiet`: no frame is under way or chosen. `send`: the frame at the position is chosen. `take`: one of its bytes went out.
    input  wire logic                      quiet,
    input  wire logic                      send,
    input  wire logic                      take,
    input  wire logic               [15:0] sequence_number,
    output logic                           pending,
    output logic                           at_end,
    output logic                    [15:0] number,
    output logic       [POSITION_BITS-1:0] position,
    output logic                    [13:0] length
);
    localparam logic [POSITION_BITS-1:0] End = POSITION_BITS'(MASK_BYTES);
    // All bytes from here to the end, with their prefix, fit a frame. Only then are they counted, in the bits that a payload's length takes.
    localparam int ToEnd = MASK_BYTES + fpgaseg_link_pkg::DataPrefixBytes;
    localparam int RestBits = $clog2(MAX_PAYLOAD + 1);

    logic done_sent;
    logic back;
    logic [POSITION_BITS-1:0] host_position;
    logic [15:0] mark;
    logic [15:0] next_number;
    logic same_number;
    logic is_next;
    logic same_place;
    logic is_near;
    logic is_zero;
    logic possible;
    logic moved;
    logic released;
    logic lost;
    logic [RestBits-1:0] rest;

    assign at_end = position == End;
    assign pending = held && !back && !(at_end && done_sent);
    assign rest = RestBits'(ToEnd) - RestBits'(position);
    assign length = ToEnd > MAX_PAYLOAD && 32'(position) < ToEnd - MAX_PAYLOAD ? 14'(MAX_PAYLOAD) : 14'(rest);

    // What was heard lies still for some clocks before `heard`.
    fs_equal #(.BITS(16)) same_check (.clk(clk), .a(heard_number), .b(number), .equal(same_number));
    fs_equal #(.BITS(16)) next_check (.clk(clk), .a(heard_number), .b(next_number), .equal(is_next));
    fs_equal #(.BITS(POSITION_BITS)) place_check (.clk(clk), .a(heard_offset[POSITION_BITS-1:0]), .b(host_position), .equal(same_place));

    always_ff @(posedge clk) begin
        is_near <= heard_offset[31:POSITION_BITS] == '0;
        is_zero <= heard_offset[POSITION_BITS-1:0] == '0;
    end

    assign possible = held && heard && same_number && is_near && heard_offset[POSITION_BITS-1:0] <= position;
    assign moved = possible && !same_place;
    assign released = held && heard && is_next && is_near && is_zero && done_sent;
    assign lost = possible && !moved && 16'(heard_sequence - mark) < 16'h8000;

    always_ff @(posedge clk)
        if (moved)
            mark <= sequence_number;
        else if (send && position == host_position)
            mark <= sequence_number;

    always_ff @(posedge clk)
        if (clear || released) begin
            held <= 1'b0;
            done_sent <= 1'b0;
            back <= 1'b0;
            host_position <= '0;
            position <= '0;
        end else begin
            if (complete)
                held <= 1'b1;
            if (moved)
                host_position <= heard_offset[POSITION_BITS-1:0];
            if (lost)
                back <= 1'b1;
            else if (quiet)
                back <= 1'b0;
            if (back && quiet) begin
                position <= host_position;
                done_sent <= 1'b0;
            end else if (take)
                position <= position + 1'b1;
            else if (send && at_end)
                done_sent <= 1'b1;
        end

    always_ff @(posedge clk)
        if (clear) begin
            number <= 16'd0;
            next_number <= 16'd1;
        end else if (released) begin
            number <= next_number;
            next_number <= next_number + 16'd1;
        end
endmodule

`default_nettype wire
