// fs_async_fifo of two bytes between two clocks in any relation: in every step either, both or none has an edge. Bytes come out in order, none is lost or
// doubled, and it is never overrun. The prover's script gives the modules under test a common clock, `step`, and turns theirs into enables of it.
`default_nettype none

module async_fifo_proof (
    input wire       step,
    input wire       in_clk,
    input wire       out_clk,
    input wire       offered,
    input wire [7:0] in_data,
    input wire       out_ready
);
    // Four edges of both clocks in reset.
    reg [2:0] age = 3'd0;
    wire rst = !age[2];
    always @(posedge step)
        if (rst) begin
            age <= age + 3'd1;
            assume (in_clk && out_clk);
        end

    wire in_room, out_valid;
    wire [7:0] out_data;
    wire in_valid = offered && in_room && !rst;

    fs_async_fifo #(.ADDRESS_BITS(1)) fifo (
        .step(step), .in_clk(in_clk), .in_rst(rst), .in_valid(in_valid), .in_room(in_room), .in_data(in_data),
        .out_clk(out_clk), .out_rst(rst), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));

    reg [4:0] written = 5'd0, taken = 5'd0;
    (* anyconst *) reg [4:0] watched;
    reg [7:0] value;

    always @(posedge step)
        if (!rst) begin
            if (in_clk && in_valid) begin
                written <= written + 5'd1;
                if (written == watched)
                    value <= in_data;
            end
            if (out_clk && out_valid && out_ready)
                taken <= taken + 5'd1;
            // One bit of data tells one byte from the others by its place; the memory treats all bits alike.
            assume (written < 5'd30 && in_data[7:1] == 7'd0);
            assert (written - taken <= 5'd2);
            assert (!out_valid || taken != written);
            if (out_valid && taken == watched)
                assert (out_data == value);
        end
endmodule

`default_nettype wire
