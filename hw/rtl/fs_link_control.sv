// The board's side of the protocol (docs/link-protocol.md, section 7): obeys whole frames, and chooses which frame goes out next.
//
// `clear` drops everything: a HELLO with another nonce, or RESET. Answers that wait are flags, so that one answer stands for all of its kind. The choice is
// made in one clock while the transmitter is not busy; `start` follows in the next one, and `kind` holds until the next choice.
`default_nettype none

module fs_link_control #(
    parameter int OFFSET_BITS = 18,
    parameter int IMAGE_BYTES = 196608
) (
    input  wire logic                   clk,
    input  wire logic                   rst,

    // A frame and its fields.
    input  wire logic                   frame_good,
    input  wire logic             [7:0] frame_type,
    input  wire logic            [15:0] frame_sequence,
    input  wire logic                   length_is_hello,
    input  wire logic                   length_is_status,
    input  wire logic                   length_holds_data,
    input  wire logic            [31:0] offset,
    input  wire logic                   is_expected,
    input  wire logic                   is_far,
    output logic                        is_image,

    // The image stream: what is expected next.
    input  wire logic                   overflow,
    output logic                        commit,
    output logic                 [15:0] image_number,
    output logic      [OFFSET_BITS-1:0] image_offset,
    input  wire logic                   room_came_free,

    // The session.
    output logic                        clear,
    output logic                 [31:0] nonce,
    output logic                 [15:0] last_sequence,
    output logic                        mask_heard,

    // The transmitter.
    input  wire logic                   busy,
    input  wire logic                   mask_pending,
    input  wire logic                   mask_at_end,
    output logic                        quiet,
    output logic                        send_mask,
    output logic                        send_ack,
    output logic                        start,
    output logic                  [7:0] kind,
    output logic                  [2:0] refusal_reason,
    output logic                 [15:0] refusal_sequence
);
    logic open;
    logic is_hello;
    logic is_status;
    logic begins;
    logic same_nonce;
    logic is_poll;
    logic is_reset;
    logic obeyed;
    logic ends_image;
    logic outside;
    logic refused;
    logic [2:0] reason;
    logic hello_wanted;
    logic refusal_wanted;
    logic ack_wanted;

    // Type and fields lie still for four clocks before a frame is found good: that is how long its CRC and the answer about it take at least.
    fs_equal #(.BITS(32)) nonce_check (.clk(clk), .a(offset), .b(nonce), .equal(same_nonce));

    always_ff @(posedge clk) begin
        is_image <= frame_type == fpgaseg_link_pkg::FrameTypeImage;
        is_poll <= frame_type == fpgaseg_link_pkg::FrameTypePoll;
        is_status <= frame_type == fpgaseg_link_pkg::FrameTypePoll || frame_type == fpgaseg_link_pkg::FrameTypeMaskAck;
        is_hello <= frame_type == fpgaseg_link_pkg::FrameTypeHello;
        is_reset <= frame_type == fpgaseg_link_pkg::FrameTypeReset;
        outside <= is_far || offset[OFFSET_BITS:0] > (OFFSET_BITS + 1)'(IMAGE_BYTES);
        ends_image <= offset[OFFSET_BITS-1:0] == OFFSET_BITS'(IMAGE_BYTES);
    end

    assign begins = frame_good && is_hello && length_is_hello;
    assign clear = rst || (begins && !(open && same_nonce)) || (frame_good && is_reset);
    assign obeyed = frame_good && open && !is_hello;

    assign commit = obeyed && is_image && length_holds_data && is_expected && !outside && !overflow;
    assign mask_heard = obeyed && is_status && length_is_status;

    always_comb begin
        refused = frame_good && !is_hello;
        if (!open)
            reason = 3'(fpgaseg_link_pkg::RefusalReasonNoSession);
        else if (is_image ? !length_holds_data : is_status && !length_is_status)
            reason = 3'(fpgaseg_link_pkg::RefusalReasonBadLength);
        else if (is_image) begin
            reason = 3'(fpgaseg_link_pkg::RefusalReasonOutsideImage);
            refused = frame_good && outside;
        end else begin
            reason = 3'(fpgaseg_link_pkg::RefusalReasonUnknownType);
            refused = frame_good && !is_hello && !is_status;
        end
    end

    always_ff @(posedge clk)
        if (begins)
            nonce <= offset;

    always_ff @(posedge clk)
        if (begins || obeyed)
            last_sequence <= frame_sequence;

    always_ff @(posedge clk)
        if (clear)
            image_number <= 16'd0;
        else if (commit && ends_image)
            image_number <= image_number + 16'd1;

    always_ff @(posedge clk)
        if (clear || (commit && ends_image))
            image_offset <= '0;
        else if (commit)
            image_offset <= offset[OFFSET_BITS-1:0];

    // HELLO-REPLY, REFUSAL, ACK, MASK or FRAME-DONE, the first that waits.
    assign quiet = !busy && !start;
    assign send_ack = quiet && ack_wanted && !hello_wanted && !refusal_wanted;
    assign send_mask = quiet && mask_pending && !ack_wanted && !hello_wanted && !refusal_wanted;

    always_ff @(posedge clk)
        if (quiet) begin
            if (hello_wanted)
                kind <= fpgaseg_link_pkg::FrameTypeHelloReply;
            else if (refusal_wanted)
                kind <= fpgaseg_link_pkg::FrameTypeRefusal;
            else if (ack_wanted)
                kind <= fpgaseg_link_pkg::FrameTypeAck;
            else
                kind <= mask_at_end ? fpgaseg_link_pkg::FrameTypeFrameDone : fpgaseg_link_pkg::FrameTypeMask;
        end

    always_ff @(posedge clk)
        start <= !rst && quiet && (hello_wanted || refusal_wanted || ack_wanted || mask_pending);

    always_ff @(posedge clk)
        if (refused && !clear) begin
            refusal_reason <= reason;
            refusal_sequence <= frame_sequence;
        end

    always_ff @(posedge clk) begin
        if (quiet)
            hello_wanted <= 1'b0;
        if (quiet && !hello_wanted)
            refusal_wanted <= 1'b0;
        if (clear)
            ack_wanted <= 1'b0;
        else if ((obeyed && is_image) || (mask_heard && is_poll) || room_came_free)
            ack_wanted <= 1'b1;
        else if (send_ack)
            ack_wanted <= 1'b0;
        if (refused)
            refusal_wanted <= 1'b1;
        if (clear)
            refusal_wanted <= 1'b0;
        if (begins) begin
            hello_wanted <= 1'b1;
            open <= 1'b1;
        end else if (clear) begin
            hello_wanted <= 1'b0;
            open <= 1'b0;
        end
    end
endmodule

`default_nettype wire
