// UART transmitter, 8N1.
//
// CLOCKS_PER_BIT_X256  length of a bit in 1/256 clocks, at least 2 x 256 (12 Mbaud at 100 MHz: 2133).
//
// The accumulator of fs_uart_receiver runs on from byte to byte, so that the rate is exact over any number of bytes while there are bytes to send.
// A byte is taken in the last clock of the stop bit before it: a sender that has the next byte ready leaves no gap.
`default_nettype none

module fs_uart_transmitter #(
    parameter int CLOCKS_PER_BIT_X256 = 2133
) (
    input  wire logic       clk,
    input  wire logic       rst,
    input  wire logic       in_valid,
    output logic            in_ready,
    input  wire logic [7:0] in_data,
    output logic            line
);
    localparam int PhaseBits = $clog2(CLOCKS_PER_BIT_X256) + 3;
    localparam logic [63:0] Increment = ((64'd256 << PhaseBits) + 64'(CLOCKS_PER_BIT_X256) / 64'd2) / 64'(CLOCKS_PER_BIT_X256);

    logic [PhaseBits:0] phase;
    logic bit_ends;
    // The bits to come after the one on the line; a one behind the stop bit marks the end, so that no counter is needed.
    logic [9:0] rest;
    logic idle;

    assign bit_ends = phase[PhaseBits];
    assign idle = rest == 10'd0;
    assign in_ready = idle || (bit_ends && rest[9:1] == 9'd0);

    always_ff @(posedge clk)
        if (idle)
            phase <= (PhaseBits + 1)'(Increment);
        else
            phase <= {1'b0, phase[PhaseBits-1:0]} + (PhaseBits + 1)'(Increment);

    always_ff @(posedge clk)
        if (rst) begin
            rest <= 10'd0;
            line <= 1'b1;
        end else if (in_valid && in_ready) begin
            rest <= {2'b11, in_data};
            line <= 1'b0;
        end else if (bit_ends && !idle) begin
            rest <= {1'b0, rest[9:1]};
            line <= rest[0];
        end
endmodule

`default_nettype wire
