// The payload of every answer, byte by byte: registers, the HELLO-REPLY, the record of a frame, or the mask.
//
// What an ACK says is copied when it is chosen (`ack_chosen`), since it would change under way. `take` moves on to the next byte, which is there a clock later;
// `first` returns to the first one. `index` counts from where its kind begins, HELLO-REPLY at HELLO_BEGIN. `mask_data` is what the mask's memory shows for the position, a clock after it; `mask_take` moves the position.
`default_nettype none

module fs_answer_bytes #(
    parameter int OFFSET_BITS = 18,
    parameter int FREE_BITS = 15,
    parameter int POSITION_BITS = 14,
    parameter int HELLO_BEGIN = 16
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
    // Where each kind begins. The low five bits of an index then name one byte of one field, or a byte of the record.
    localparam logic [6:0] AckBegin = 7'd2;
    localparam logic [6:0] RefusalBegin = 7'd15;
    localparam logic [6:0] MaskBegin = 7'd60;

    initial if (HELLO_BEGIN != 16) $fatal(1, "HELLO_BEGIN is %0d; the nonce has its places behind 16.", HELLO_BEGIN);

    logic is_hello;
    logic is_refusal;
    logic is_mask;
    logic is_done;
    logic [15:0] ack_number;
    logic [31:0] ack_offset;
    logic [31:0] ack_free;
    logic [15:0] ack_sequence;
    logic [1:0] ack_state;
    logic [31:0] position;
    logic [6:0] begins;
    logic in_mask;
    logic [7:0] field;
    logic [7:0] field_q;
    logic [7:0] record [32];
    logic [7:0] record_q;
    logic [1:0] source;

    assign is_hello = kind == fpgaseg_link_pkg::FrameTypeHelloReply;
    assign is_refusal = kind == fpgaseg_link_pkg::FrameTypeRefusal;
    assign is_mask = kind == fpgaseg_link_pkg::FrameTypeMask;
    assign is_done = kind == fpgaseg_link_pkg::FrameTypeFrameDone;
    assign position = 32'(mask_position);
    assign in_mask = is_mask && index >= MaskBegin + 7'(fpgaseg_link_pkg::DataPrefixBytes);
    assign mask_take = take && in_mask;
    assign begins = is_hello ? 7'(HELLO_BEGIN) : is_refusal ? RefusalBegin : is_mask || is_done ? MaskBegin : AckBegin;

    // Stops at its last value: behind the prefix of a MASK it no longer matters.
    always_ff @(posedge clk)
        if (first)
            index <= begins;
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

    always_comb
        case (index[4:0])
            5'd2: field = ack_number[7:0];
            5'd3: field = ack_number[15:8];
            5'd4: field = ack_offset[7:0];
            5'd5: field = ack_offset[15:8];
            5'd6: field = ack_offset[23:16];
            5'd7: field = ack_offset[31:24];
            5'd8: field = ack_free[7:0];
            5'd9: field = ack_free[15:8];
            5'd10: field = ack_free[23:16];
            5'd11: field = ack_free[31:24];
            5'd12: field = ack_sequence[7:0];
            5'd13: field = ack_sequence[15:8];
            5'd14: field = {6'd0, ack_state};
            5'd15: field = {5'd0, refusal_reason};
            5'd16: field = refusal_sequence[7:0];
            5'd17: field = refusal_sequence[15:8];
            5'd20: field = nonce[7:0];
            5'd21: field = nonce[15:8];
            5'd22: field = nonce[23:16];
            5'd23: field = nonce[31:24];
            5'd28: field = mask_number[7:0];
            5'd29: field = mask_number[15:8];
            5'd30: field = position[7:0];
            5'd31: field = position[15:8];
            5'd0: field = position[23:16];
            5'd1: field = position[31:24];
            default: field = 8'd0;
        endcase

    always_ff @(posedge clk)
        if (record_write)
            record[record_address] <= record_data;

    always_ff @(posedge clk) begin
        record_q <= record[index[4:0]];
        // The status of FRAME-DONE is zero.
        field_q <= is_done && index[1] ? 8'd0 : field;
        source <= is_hello && index[6:2] != 5'd5 ? 2'd1 : is_done && index[6] ? 2'd2 : in_mask ? 2'd3 : 2'd0;
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
