// UART receiver, 8N1: finds bytes on an asynchronous line.
//
// CLOCKS_PER_BIT_X256  length of a bit in 1/256 clocks, at least 4 x 256 (12 Mbaud at 100 MHz: 2133).
//
// Every sample is the majority of three neighbouring clocks. A falling edge starts a phase accumulator at half a bit; from there it overflows in the
// middle of every bit, the fraction included, so that the error within a byte stays below a clock however odd the ratio. A start bit that is high again in
// its middle was noise. A stop bit that is low gives `framing_error` instead of a byte, and the line has to go high before the next start bit.
// The byte is out in the middle of its stop bit: the next start bit may come early, which is what a faster sender does. Clocks of the two ends
// may differ by 2 % from five clocks per bit on. No back-pressure: a line has none.
`default_nettype none

module fs_uart_receiver #(
    parameter int CLOCKS_PER_BIT_X256 = 2133
) (
    input  wire logic  clk,
    input  wire logic  rst,
    input  wire logic  line,
    output logic       out_valid,
    output logic [7:0] out_data,
    output logic       framing_error
);
    // Accumulator modulo 2^PhaseBits, so fine that its increment has eleven significant bits or more.
    localparam int PhaseBits = $clog2(CLOCKS_PER_BIT_X256) + 3;
    localparam logic [63:0] Increment = ((64'd256 << PhaseBits) + 64'(CLOCKS_PER_BIT_X256) / 64'd2) / 64'(CLOCKS_PER_BIT_X256);

    // Half a bit, and the clock and a half between an edge on the line and the first step.
    localparam logic [63:0] Begin = (64'd1 << (PhaseBits - 1)) + Increment + Increment / 2;

    typedef enum logic [1:0] {IDLE, START, DATA, STOP} state_t;

    state_t state;
    logic [4:0] sample;
    logic level;
    logic [PhaseBits:0] phase;
    logic middle;
    logic [7:0] bits;
    logic [2:0] count;
    logic armed;

    // Two flip-flops for the foreign clock, three samples to vote.
    assign level = (sample[2] & sample[3]) | (sample[3] & sample[4]) | (sample[2] & sample[4]);
    assign middle = phase[PhaseBits];
    assign out_data = bits;

    always_ff @(posedge clk)
        sample <= {sample[3:0], line};

    always_ff @(posedge clk)
        if (state == IDLE)
            phase <= (PhaseBits + 1)'(Begin);
        else
            phase <= {1'b0, phase[PhaseBits-1:0]} + (PhaseBits + 1)'(Increment);

    always_ff @(posedge clk) begin
        out_valid <= 1'b0;
        framing_error <= 1'b0;
        if (middle && state == DATA) begin
            bits <= {level, bits[7:1]};
            count <= count + 3'd1;
        end
        unique case (state)
            IDLE: begin
                armed <= armed | level;
                count <= 3'd0;
                if (armed && !level)
                    state <= START;
            end
            START: if (middle) state <= level ? IDLE : DATA;
            DATA: if (middle && count == 3'd7) state <= STOP;
            default: if (middle) begin
                state <= IDLE;
                out_valid <= level;
                framing_error <= !level;
                armed <= level;
            end
        endcase
        if (rst) begin
            state <= IDLE;
            armed <= 1'b0;
            out_valid <= 1'b0;
            framing_error <= 1'b0;
        end
    end
endmodule

`default_nettype wire
