// CRC-8/AUTOSAR over one byte: polynomial 0x2F, not reflected, combinational (docs/link-protocol.md, section 2).
// The caller holds the register: it starts at 0xFF, and what goes on the line is its inverse. A register that has also taken the byte
// on the line holds 0x42 when no bit was wrong.
`default_nettype none

module fs_crc8 (
    input  wire logic [7:0] crc,
    input  wire logic [7:0] data,
    output logic      [7:0] next
);
    always_comb begin
        next = crc ^ data;
        for (int i = 0; i < 8; i++)
            next = {next[6:0], 1'b0} ^ (next[7] ? 8'h2F : 8'h00);
    end
endmodule

`default_nettype wire
