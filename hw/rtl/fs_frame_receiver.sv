// Finds frames in a stream of bytes (docs/link-protocol.md, section 2): HUNT, HEADER, PAYLOAD; hunts on from the next byte after a bad one.
//
// IDLE_GAP_CLOCKS  silence after which a frame in progress is given up, in clocks.
//
// Takes a byte on any clock. The payload goes out as it comes (`payload_valid`), before its CRC-32 is known; `frame_begin` comes before the first
// of its bytes, `frame_good` in the third clock after the last one if the frame is whole. Type, sequence number and the three answers about the length hold from
// `frame_begin` until the header of the next frame. A frame that ends without `frame_good` must leave no trace.
`default_nettype none

module fs_frame_receiver #(
    parameter int IDLE_GAP_CLOCKS = 5_000_000
) (
    input  wire logic       clk,
    input  wire logic       rst,
    input  wire logic       in_valid,
    input  wire logic [7:0] in_data,

    output logic            frame_begin,
    output logic            frame_good,
    output logic      [7:0] frame_type,
    output logic     [15:0] frame_sequence,
    output logic            length_is_hello,
    output logic            length_is_status,
    output logic            length_holds_data,

    output logic            payload_valid,
    output logic      [7:0] payload_data
);
    localparam int GapBits = $clog2(IDLE_GAP_CLOCKS + 1);

    // CRC-8 register after a header without a wrong bit, its check included.
    localparam logic [7:0] IntactHeader = 8'h42;
    localparam logic [15:0] LargestPayload = 16'(fpgaseg_link_pkg::LargestPayload);

    typedef enum logic [2:0] {HUNT, SYNC, HEADER, CHECK, PAYLOAD, TRAILER} state_t;

    state_t state;
    logic [2:0] count;
    logic [15:0] length;
    // Payload bytes that have come.
    logic [13:0] spent;
    logic [7:0] crc8;
    logic [7:0] crc8_next;
    logic [2:0] ended;
    logic intact;
    // Its top bit is set IDLE_GAP_CLOCKS after its start.
    logic [GapBits:0] silence;
    logic abandoned;

    fs_crc8 header_check (.crc(crc8), .data(in_data), .next(crc8_next));

    fs_crc32 frame_check (
        .clk(clk), .start(in_valid && state == SYNC), .take(in_valid && state != HUNT), .give(1'b0), .data(in_data), .low(), .intact(intact));

    assign payload_valid = in_valid && state == PAYLOAD;
    assign payload_data = in_data;

    // The header's five bytes pass through one shift register.
    always_ff @(posedge clk)
        if (in_valid && state == HEADER) begin
            {length, frame_sequence, frame_type} <= {in_data, length, frame_sequence};
            crc8 <= crc8_next;
        end else if (state == SYNC)
            crc8 <= 8'hFF;

    always_ff @(posedge clk)
        if (state == CHECK)
            spent <= 14'd1;
        else if (payload_valid)
            spent <= spent + 14'd1;

    assign length_is_hello = length == 16'(fpgaseg_link_pkg::HelloBytes);
    assign length_is_status = length == 16'(fpgaseg_link_pkg::MaskStatusBytes);
    assign length_holds_data = length > 16'(fpgaseg_link_pkg::DataPrefixBytes);

    assign frame_begin = in_valid && state == CHECK && crc8_next == IntactHeader && length <= LargestPayload;

    assign frame_good = ended[2] && intact;

    always_ff @(posedge clk) begin
        ended <= {ended[1:0], 1'b0};
        if (in_valid) begin
            count <= count + 3'd1;
            unique case (state)
                HUNT: if (in_data == fpgaseg_link_pkg::Sync0) state <= SYNC;
                SYNC: begin
                    count <= 3'd0;
                    if (in_data == fpgaseg_link_pkg::Sync1)
                        state <= HEADER;
                    else if (in_data != fpgaseg_link_pkg::Sync0)
                        state <= HUNT;
                end
                HEADER: if (count == 3'd4) state <= CHECK;
                CHECK: begin
                    count <= 3'd0;
                    state <= !frame_begin ? HUNT : length == 16'd0 ? TRAILER : PAYLOAD;
                end
                PAYLOAD: begin
                    count <= 3'd0;
                    if (spent == length[13:0]) state <= TRAILER;
                end
                default: if (count[1:0] == 2'd3) begin
                    state <= HUNT;
                    ended[0] <= 1'b1;
                end
            endcase
        end else if (abandoned)
            state <= HUNT;
        if (rst) begin
            state <= HUNT;
            ended <= 3'd0;
        end
    end

    assign abandoned = silence[GapBits];

    always_ff @(posedge clk)
        if (in_valid || state == HUNT)
            silence <= (GapBits + 1)'(2**GapBits - IDLE_GAP_CLOCKS);
        else
            silence <= silence + 1'b1;
endmodule

`default_nettype wire
