// CRC-32 (IEEE 802.3) of a stream of bytes, one per clock: a register that takes a byte, or gives one.
// `start` sets the register to its initial value. `take` takes `data`. `give` moves the register a byte down, so that
// four of them show the CRC on `low`, in the order of the line (after it the register must be started again). At most one at a time.
// A register that has taken a message and its own CRC is `intact` two clocks later.
`default_nettype none

module fs_crc32 (
    input  wire logic       clk,
    input  wire logic       start,
    input  wire logic       take,
    input  wire logic       give,
    input  wire logic [7:0] data,
    output logic      [7:0] low,
    output logic            intact
);
    localparam logic [31:0] Initial = 32'hFFFFFFFF;
    localparam logic [31:0] Residue = 32'hDEBB20E3;

    logic [31:0] crc;
    logic [31:0] next;
    logic [5:0] right;

    // The low byte alone decides what is added to the rest: with it at zero the step is a move by a byte.
    always_comb begin
        next = {24'd0, give ? 8'd0 : crc[7:0] ^ data};
        for (int i = 0; i < 8; i++)
            next = {1'b0, next[31:1]} ^ (next[0] ? 32'hEDB88320 : 32'd0);
        next = next ^ {8'd0, crc[31:8]};
    end

    assign low = ~crc[7:0];

    always_ff @(posedge clk) begin
        for (int i = 0; i < 6; i++)
            right[i] <= 6'((crc ^ Residue) >> (6 * i)) == 6'd0;
        intact <= &right;
    end

    always_ff @(posedge clk)
        if (start)
            crc <= Initial;
        else if (take || give)
            crc <= next;
endmodule

`default_nettype wire
