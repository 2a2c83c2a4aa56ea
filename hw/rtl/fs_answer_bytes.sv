// The payload of every answer, byte by byte: registers, the HELLO-REPLY, the record of a frame, or the mask.
//
// What an ACK says is copied when it is chosen (`ack_chosen`), since it would change under way. `take` moves on to the next byte, which is there a clock later;
// `first` returns to the first one. `mask_data` is what the mask's memory shows for the position, a clock after it; `mask_take` moves the position.
`default_nettype none

module fs_answer_bytes #(
    parameter int OFFSET_BITS = 18,
    parameter int FREE_BITS = 15,
    parameter int POSITION_BITS = 14
) (
    input  wire logic                     clk,
    input  wire logic               [7:0] kind,
    input  wire logic                     first,
    input  wire logic                     take,
    output logic                    [7:0] data,

    input  wire logic                     ack_chosen,
    input  wire logic              [15:0] image_number,
    input  wire logic   [OFFSET_BITS-1:0] image_offset,
    input  wire logic     [FREE_BITS-1:0] free,
    input  wire logic              [15:0] last_sequence,
    input  wire logic               [1:0] state,

    input  wire logic              [31:0] nonce,
    output logic                    [6:0] index,
    input  wire logic               [7:0] hello_data,
    input  wire logic               [2:0] refusal_reason,
    input  wire logic              [15:0] refusal_sequence,

    input  wire logic              [15:0] mask_number,
    input  wire logic [POSITION_BITS-1:0] mask_position,
    input  wire logic               [7:0] mask_data,
    output logic                          mask_take,

    input  wire logic                     record_write,
    input  wire logic               [4:0] record_address,
    input  wire logic               [7:0] record_data
);
    localparam logic [6:0] Prefix = 7'(fpgaseg_link_pkg::DataPrefixBytes);

    logic is_hello;
    logic is_refusal;
    logic is_mask;
    logic is_done;
    logic [15:0] ack_number;
    logic [31:0] ack_offset;
    logic [31:0] ack_free;
    logic [15:0] ack_sequence;
    logic [1:0] ack_state;
    logic [15:0] number;
    logic [31:0] offset;
    logic [7:0] field;
    logic [7:0] field_q;
    logic [7:0] record [32];
    logic [7:0] record_q;
    logic [1:0] source;

    assign is_hello = kind == fpgaseg_link_pkg::FrameTypeHelloReply;
    assign is_refusal = kind == fpgaseg_link_pkg::FrameTypeRefusal;
    assign is_mask = kind == fpgaseg_link_pkg::FrameTypeMask;
    assign is_done = kind == fpgaseg_link_pkg::FrameTypeFrameDone;
    assign mask_take = take && is_mask && index >= Prefix;

    // Stops at its last value: behind the prefix of a MASK it no longer matters.
    always_ff @(posedge clk)
        if (first)
            index <= 7'd0;
        else if (take && index != 7'd127)
            index <= index + 7'd1;

    always_ff @(posedge clk)
        if (ack_chosen) begin
            ack_number <= image_number;
            ack_offset <= 32'(image_offset);
            ack_free <= 32'(free);
            ack_sequence <= last_sequence;
            ack_state <= state;
        end

    assign number = is_refusal ? {refusal_sequence[7:0], 5'd0, refusal_reason} : is_mask || is_done ? mask_number : ack_number;
    assign offset = is_hello ? {nonce[15:0], 16'd0} : is_refusal ? {24'd0, refusal_sequence[15:8]} : is_done ? 32'd0 : is_mask ? 32'(mask_position) : ack_offset;

    // The nonce, bytes 4 to 7, shares places with an offset and a credit.
    always_comb
        case (index[3:0])
            4'd0: field = number[7:0];
            4'd1: field = number[15:8];
            4'd2: field = offset[7:0];
            4'd3: field = offset[15:8];
            4'd4: field = offset[23:16];
            4'd5: field = offset[31:24];
            4'd6: field = is_hello ? nonce[23:16] : ack_free[7:0];
            4'd7: field = is_hello ? nonce[31:24] : ack_free[15:8];
            4'd8: field = ack_free[23:16];
            4'd9: field = ack_free[31:24];
            4'd10: field = ack_sequence[7:0];
            4'd11: field = ack_sequence[15:8];
            default: field = {6'd0, ack_state};
        endcase

    always_ff @(posedge clk)
        if (record_write)
            record[record_address] <= record_data;

    always_ff @(posedge clk) begin
        record_q <= record[index[4:0]];
        field_q <= field;
        source <= is_hello && !(index >= 7'd4 && index < 7'd8) ? 2'd1 : is_done && index >= 7'd4 ? 2'd2 : is_mask && index >= Prefix ? 2'd3 : 2'd0;
    end

    always_comb
        case (source)
            2'd0: data = field_q;
            2'd1: data = hello_data;
            2'd2: data = record_q;
            default: data = mask_data;
        endcase
endmodule

`default_nettype wire
