// HELLO-REPLY byte by byte, the nonce left out (zeros), a clock after its index.
//
// DESIGN_ID, MODEL_ID  SHA-256 as in design.json, the first two digits on top.
// BEGIN                index of its first byte, at most 36.
// The rest is HELLO-REPLY's fields; RECEIVE_BUFFER and MAX_PAYLOAD in bytes.
`default_nettype none

module fs_hello_rom #(
    parameter logic [255:0] DESIGN_ID = 256'd0,
    parameter logic [255:0] MODEL_ID = 256'd0,
    parameter int BEGIN = 16,
    parameter int FLAGS = 0,
    parameter int IMAGE_WIDTH = 256,
    parameter int IMAGE_HEIGHT = 256,
    parameter int IMAGE_CHANNELS = 3,
    parameter int IMAGE_PASSES = 1,
    parameter int MASK_WIDTH = 256,
    parameter int MASK_HEIGHT = 256,
    parameter int CLOCK_HZ = 100_000_000,
    parameter int MAX_PAYLOAD = 1024,
    parameter int RECEIVE_BUFFER = 16384
) (
    input  wire logic       clk,
    input  wire logic [6:0] index,
    output logic      [7:0] data
);
    localparam int Bytes = fpgaseg_link_pkg::HelloReplyBytes;
    localparam int IdBits = 8 * fpgaseg_link_pkg::IdBytes;

    logic [7:0] rom [128];

    // Lowest byte first on the line; the ids are written with their first byte on top.
    localparam logic [31:0] Head = 32'(fpgaseg_link_pkg::ProtocolVersion) | 32'(FLAGS) << 16
        | 32'(IMAGE_PASSES - 1) << (16 + fpgaseg_link_pkg::PassesShift);
    localparam logic [159:0] Tail = 160'(IMAGE_WIDTH) | 160'(IMAGE_HEIGHT) << 16 | 160'(IMAGE_CHANNELS) << 32 | 160'(MASK_WIDTH) << 48
        | 160'(MASK_HEIGHT) << 64 | 160'(CLOCK_HZ) << 80 | 160'(MAX_PAYLOAD) << 112 | 160'(RECEIVE_BUFFER) << 128;

    initial
        for (int i = 0; i < 128; i++)
            if (i < BEGIN)
                rom[i] = 8'd0;
            else if (i < BEGIN + 4)
                rom[i] = Head[8*(i - BEGIN) +: 8];
            else if (i < BEGIN + 8)
                rom[i] = 8'd0;
            else if (i < BEGIN + 40)
                rom[i] = DESIGN_ID[IdBits - 8*(i - BEGIN - 7) +: 8];
            else if (i < BEGIN + 72)
                rom[i] = MODEL_ID[IdBits - 8*(i - BEGIN - 39) +: 8];
            else if (i < BEGIN + Bytes)
                rom[i] = Tail[8*(i - BEGIN - 72) +: 8];
            else
                rom[i] = 8'd0;

    always_ff @(posedge clk)
        data <= rom[index];
endmodule

`default_nettype wire
