// The packed mask in block RAM: one port writes, the other reads a clock later.
//
// BYTES         bytes of the mask.
// ADDRESS_BITS  bits of an address, $clog2(BYTES) or 1.
`default_nettype none

module fs_mask_store #(
    parameter int BYTES = 8192,
    parameter int ADDRESS_BITS = 13
) (
    input  wire logic                    clk,
    input  wire logic                    write,
    input  wire logic [ADDRESS_BITS-1:0] write_address,
    input  wire logic              [7:0] write_data,
    input  wire logic [ADDRESS_BITS-1:0] read_address,
    output logic                   [7:0] read_data
);
    logic [7:0] memory [BYTES];

    always_ff @(posedge clk)
        if (write)
            memory[write_address] <= write_data;

    always_ff @(posedge clk)
        read_data <= memory[read_address];
endmodule

`default_nettype wire
