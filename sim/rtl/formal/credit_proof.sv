// Credit: a host that keeps to the last ACK it has seen, however old, never sends a byte that does not fit. The host may go back to what is acknowledged at any
// time; any frame may be lost; an ACK is taken from the board at any time and seen at any later time. Buffer of four bytes.
`default_nettype none

module credit_proof (
    input wire       clk,
    input wire       begins,
    input wire       byte_sent,
    input wire       ends,
    input wire       lost,
    input wire       goes_back,
    input wire       ack_sent,
    input wire       ack_seen,
    input wire       out_ready
);
    wire overflow, out_valid, half_freed;
    wire [7:0] out_data;
    wire [2:0] free;
    reg clear = 1'b1;
    reg in_frame = 1'b0;

    // Places in the stream of image bytes: the host's next one, the frame's first, the board's expected one.
    reg [5:0] next = 6'd0, first = 6'd0, expected = 6'd0;
    reg [5:0] ack_place = 6'd0, host_place = 6'd0;
    reg [2:0] ack_credit = 3'd4, host_credit = 3'd4;
    wire starts = begins && !in_frame;
    wire sends = byte_sent && in_frame && next < host_place + {3'd0, host_credit};
    wire stops = ends && in_frame && !sends;
    wire whole = stops && !lost && first == expected;

    fs_image_buffer #(.ADDRESS_BITS(2)) buffer (
        .clk(clk), .clear(clear), .write(sends), .write_data(8'd0), .commit(whole && !overflow), .rollback(starts), .overflow(overflow), .free(free),
        .half_freed(half_freed), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));

    always @(posedge clk) begin
        clear <= 1'b0;
        if (!clear) begin
            if (whole)
                assert (!overflow);
            assert (next <= host_place + {3'd0, host_credit});
            assume (next < 6'd40);
            if (starts) begin
                in_frame <= 1'b1;
                first <= goes_back ? host_place : next;
                next <= goes_back ? host_place : next;
            end
            if (sends)
                next <= next + 6'd1;
            if (stops)
                in_frame <= 1'b0;
            if (whole)
                expected <= next;
            if (ack_sent) begin
                ack_place <= expected;
                ack_credit <= free;
            end
            // An ACK of bytes that the host has taken back is ignored, as the host does.
            if (ack_seen && !in_frame && !starts && ack_place <= next && ack_place >= host_place) begin
                host_place <= ack_place;
                host_credit <= ack_credit;
            end
        end
    end
endmodule

`default_nettype wire
