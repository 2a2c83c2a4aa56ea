// The receive buffer: a first-in first-out memory of bytes whose newest frame can be taken back.
//
// ADDRESS_BITS  the buffer holds 2^ADDRESS_BITS bytes, in block RAM.
//
// Bytes written since the last `commit` or `rollback` are not to be seen at the output; `commit` lets them in, `rollback` forgets them. A write into a full
// buffer is ignored and noted in `overflow` until the next rollback: such a frame must not be committed. The output is a stream (valid, ready), a byte per clock.
// `free` is the room that committed bytes leave. `half_freed` says that the reader has passed another half of the buffer.
`default_nettype none

module fs_image_buffer #(
    parameter int ADDRESS_BITS = 14
) (
    input  wire logic            clk,
    input  wire logic            clear,

    input  wire logic            write,
    input  wire logic      [7:0] write_data,
    input  wire logic            commit,
    input  wire logic            rollback,
    output logic                 overflow,
    output logic [ADDRESS_BITS:0] free,
    output logic                 half_freed,

    output logic                 out_valid,
    input  wire logic            out_ready,
    output logic           [7:0] out_data
);
    localparam logic [ADDRESS_BITS:0] Capacity = {1'b1, {ADDRESS_BITS{1'b0}}};

    logic [7:0] memory [2**ADDRESS_BITS];
    logic [ADDRESS_BITS:0] write_at;
    logic [ADDRESS_BITS:0] committed;
    logic [ADDRESS_BITS:0] read_at;
    logic full;
    logic fetch;
    logic half;

    assign full = write_at == (read_at ^ Capacity);
    assign fetch = committed != read_at && (!out_valid || out_ready);
    assign free = (read_at ^ Capacity) - committed;
    assign half_freed = half != read_at[ADDRESS_BITS-1];

    always_ff @(posedge clk)
        if (write && !full)
            memory[write_at[ADDRESS_BITS-1:0]] <= write_data;

    always_ff @(posedge clk)
        if (fetch)
            out_data <= memory[read_at[ADDRESS_BITS-1:0]];

    always_ff @(posedge clk)
        if (clear) begin
            write_at <= '0;
            committed <= '0;
            read_at <= '0;
            out_valid <= 1'b0;
            overflow <= 1'b0;
            half <= 1'b0;
        end else begin
            half <= read_at[ADDRESS_BITS-1];
            if (commit)
                committed <= write_at;
            if (rollback) begin
                write_at <= committed;
                overflow <= 1'b0;
            end else if (write) begin
                if (full)
                    overflow <= 1'b1;
                else
                    write_at <= write_at + 1'b1;
            end
            if (fetch)
                read_at <= read_at + 1'b1;
            if (fetch || out_ready)
                out_valid <= fetch;
        end
endmodule

`default_nettype wire
