// First-in first-out memory between two clocks, with Gray-coded positions.
//
// ADDRESS_BITS  it holds 2^ADDRESS_BITS bytes, 2 bits or more.
// SPARE         `in_room` asks for more than this many free places, so that a writer may overrun it by as many.
//
// Each side has a reset in its own clock; both have to be held at the same time for some clocks of the slower side, and while either is, nothing may be written.
// The output is a stream (valid, ready) whose data come straight from look-up table memory. The two paths between the clocks are those into `*_sync[0]`:
// false paths, or no longer than the period of the receiving clock.
`default_nettype none

module fs_async_fifo #(
    parameter int ADDRESS_BITS = 4,
    parameter int SPARE = 0
) (
    input  wire logic       in_clk,
    input  wire logic       in_rst,
    input  wire logic       in_valid,
    output logic            in_room,
    input  wire logic [7:0] in_data,

    input  wire logic       out_clk,
    input  wire logic       out_rst,
    output logic            out_valid,
    input  wire logic       out_ready,
    output logic      [7:0] out_data
);
    localparam int Bits = ADDRESS_BITS + 1;

    logic [7:0] memory [2**ADDRESS_BITS];
    logic [Bits-1:0] write_at;
    logic [Bits-1:0] write_gray;
    logic [Bits-1:0] read_at;
    logic [Bits-1:0] read_gray;
    logic [Bits-1:0] read_seen;
    logic [Bits-1:0] read_gray_seen;
    logic [Bits-1:0] write_gray_seen;
    logic [Bits-1:0] held;
    logic [Bits-1:0] write_next;
    logic [Bits-1:0] read_next;

    assign write_next = write_at + 1'b1;
    assign read_next = read_at + 1'b1;
    assign held = write_at - read_seen;
    assign in_room = held < Bits'(2**ADDRESS_BITS - SPARE);
    assign out_valid = write_gray_seen != read_gray;
    assign out_data = memory[read_at[ADDRESS_BITS-1:0]];

    always_ff @(posedge in_clk)
        if (in_valid)
            memory[write_at[ADDRESS_BITS-1:0]] <= in_data;

    always_ff @(posedge in_clk)
        if (in_rst) begin
            write_at <= '0;
            write_gray <= '0;
        end else if (in_valid) begin
            write_at <= write_next;
            write_gray <= write_next ^ (write_next >> 1);
        end

    always_ff @(posedge out_clk)
        if (out_rst) begin
            read_at <= '0;
            read_gray <= '0;
        end else if (out_valid && out_ready) begin
            read_at <= read_next;
            read_gray <= read_next ^ (read_next >> 1);
        end

    fs_synchroniser #(.BITS(Bits)) read_sync (.clk(in_clk), .in(read_gray), .out(read_gray_seen));
    fs_synchroniser #(.BITS(Bits)) write_sync (.clk(out_clk), .in(write_gray), .out(write_gray_seen));

    // Gray to binary: each bit is the parity of itself and those above it.
    always_comb
        for (int i = 0; i < Bits; i++)
            read_seen[i] = ^(read_gray_seen >> i);
endmodule

`default_nettype wire
