// fs_image_buffer with four places, for all inputs over some clocks: bytes come out in order, only committed ones, none is lost or doubled; the room is right;
// overflow is noted exactly when a byte did not fit. The environment keeps the contract: a frame that overflowed is not committed.
`default_nettype none

module image_buffer_proof (
    input wire       clk,
    input wire       write,
    input wire [7:0] write_data,
    input wire       commit,
    input wire       rollback,
    input wire       out_ready
);
    localparam logic [5:0] Capacity = 6'd4;

    wire overflow, out_valid, half_freed;
    wire [7:0] out_data;
    wire [2:0] free;
    reg clear = 1'b1;

    fs_image_buffer #(.ADDRESS_BITS(2)) buffer (
        .clk(clk), .clear(clear), .write(write), .write_data(write_data), .commit(commit), .rollback(rollback), .overflow(overflow), .free(free),
        .half_freed(half_freed), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));

    // Bytes committed, bytes of the frame in progress, bytes taken at the output; byte number `watched` of the stream and its value.
    reg [5:0] committed = 6'd0, tentative = 6'd0, taken = 6'd0;
    reg spilt = 1'b0, waits = 1'b0;
    (* anyconst *) reg [5:0] watched;
    reg [7:0] value;
    wire [5:0] held = committed - taken - {5'd0, out_valid};
    wire fits = held + tentative < Capacity;

    always @(posedge clk) begin
        clear <= 1'b0;
        assume (!(commit && rollback) && !(commit && write) && !(rollback && write));
        if (!clear) begin
            assume (!(commit && spilt));
            assert (overflow == spilt);
            assert (held <= Capacity);
            assert ({3'd0, free} == Capacity - held);
            assert (!out_valid || taken != committed);
            assert (!waits || out_valid);
            if (out_valid && taken == watched)
                assert (out_data == value);
            // No wrap within the bound of the proof.
            assume (committed < 6'd50);
            waits <= held != 6'd0;
            if (rollback) begin
                tentative <= 6'd0;
                spilt <= 1'b0;
            end else if (write) begin
                if (fits) begin
                    tentative <= tentative + 6'd1;
                    if (committed + tentative == watched)
                        value <= write_data;
                end else
                    spilt <= 1'b1;
            end else if (commit) begin
                committed <= committed + tentative;
                tentative <= 6'd0;
            end
            if (out_valid && out_ready)
                taken <= taken + 6'd1;
        end
    end
endmodule

`default_nettype wire
