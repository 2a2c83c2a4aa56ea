// Builds frames (docs/link-protocol.md, section 2) and numbers them.
//
// `start` with type and length while not `busy` begins a frame. The payload is asked for byte by byte: `payload_take` takes `payload_data`, and the byte
// after it must be there two clocks later. Out comes at most a byte in two clocks, held until `out_ready`. `sequence` is the number of the frame
// under way or, in between, of the next one. Reset alone sets it to zero: the other end must not see old numbers again.
`default_nettype none

module fs_frame_transmitter (
    input  wire logic        clk,
    input  wire logic        rst,

    input  wire logic        start,
    input  wire logic  [7:0] frame_type,
    input  wire logic [13:0] length,
    output logic             busy,
    output logic      [15:0] sequence_number,

    output logic             payload_take,
    input  wire logic  [7:0] payload_data,

    output logic             out_valid,
    input  wire logic        out_ready,
    output logic       [7:0] out_data
);
    typedef enum logic [1:0] {IDLE, HEADER, PAYLOAD, TRAILER} state_t;

    state_t state;
    logic [2:0] index;
    // The length inverted; it counts up to all ones, which is cheaper than down to zero.
    logic [13:0] spent;
    logic [7:0] header_byte;
    logic [7:0] crc8;
    logic [7:0] crc8_next;
    logic [7:0] crc32_low;
    logic load;
    logic sent;
    logic unchecked;

    assign busy = state != IDLE;
    assign load = busy && !out_valid;
    assign sent = out_valid && out_ready;
    assign payload_take = load && state == PAYLOAD;

    fs_crc8 header_check (.crc(crc8), .data(out_data), .next(crc8_next));

    // The CRC follows the bytes as they leave; the sync bytes and its own bytes are not covered.
    fs_crc32 frame_check (
        .clk(clk), .start(unchecked), .take(sent && state != TRAILER), .give(sent && state == TRAILER), .data(out_data), .low(crc32_low), .intact());

    always_comb
        case (index)
            3'd0: header_byte = fpgaseg_link_pkg::Sync0;
            3'd1: header_byte = fpgaseg_link_pkg::Sync1;
            3'd2: header_byte = frame_type;
            3'd3: header_byte = sequence_number[7:0];
            3'd4: header_byte = sequence_number[15:8];
            3'd5: header_byte = ~spent[7:0];
            3'd6: header_byte = {2'd0, ~spent[13:8]};
            default: header_byte = ~crc8;
        endcase

    always_ff @(posedge clk)
        if (load)
            out_data <= state == HEADER ? header_byte : state == PAYLOAD ? payload_data : crc32_low;

    always_ff @(posedge clk)
        if (rst || sent)
            out_valid <= 1'b0;
        else if (load)
            out_valid <= 1'b1;

    always_ff @(posedge clk)
        if (sent)
            crc8 <= unchecked ? 8'hFF : crc8_next;

    always_ff @(posedge clk)
        if (!busy)
            spent <= ~length;
        else if (payload_take)
            spent <= spent + 14'd1;

    always_ff @(posedge clk) begin
        if (state == IDLE) begin
            index <= 3'd0;
            unchecked <= 1'b1;
            if (start)
                state <= HEADER;
        end else if (sent) begin
            index <= index + 3'd1;
            if (index == 3'd1)
                unchecked <= 1'b0;
            if (state == HEADER && index == 3'd7)
                state <= spent == '1 ? TRAILER : PAYLOAD;
            else if (state == PAYLOAD) begin
                index <= 3'd0;
                if (spent == '1)
                    state <= TRAILER;
            end else if (state == TRAILER && index[1:0] == 2'd3) begin
                state <= IDLE;
                sequence_number <= sequence_number + 16'd1;
            end
        end
        if (rst) begin
            state <= IDLE;
            sequence_number <= 16'd0;
        end
    end
endmodule

`default_nettype wire
