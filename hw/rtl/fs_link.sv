// The board's end of the link (docs/link-protocol.md, docs/link-rtl.md) between a pipe of bytes and the network's two streams.
//
// DESIGN_ID, MODEL_ID         SHA-256 from design.json.
// IMAGE_*, MASK_*             geometry in pixels and channels; IMAGE_PASSES, how often the host sends an image; all of it at most 16 MiB.
// CLOCK_HZ                    clock of this module and of the network.
// MAX_PAYLOAD                 longest payload of a frame in bytes, 16 to 8192.
// RECEIVE_BUFFER              bytes, a power of two, no smaller than MAX_PAYLOAD.
// IDLE_GAP_CLOCKS             silence after which a frame in progress is given up.
//
// Bytes come without back-pressure, at most one per clock, and leave with it, at most one in two clocks. Streams are AXI4-Streams of bytes with the network's
// clock; `network_rst` resets the network with each new session. The mask's TLAST is not looked at: its bytes are counted.
`default_nettype none

module fs_link #(
    parameter logic [255:0] DESIGN_ID = 256'd0,
    parameter logic [255:0] MODEL_ID = 256'd0,
    parameter int IMAGE_WIDTH = 256,
    parameter int IMAGE_HEIGHT = 256,
    parameter int IMAGE_CHANNELS = 3,
    parameter int IMAGE_PASSES = 1,
    parameter int MASK_WIDTH = 256,
    parameter int MASK_HEIGHT = 256,
    parameter int CLOCK_HZ = 100_000_000,
    parameter int MAX_PAYLOAD = 1024,
    parameter int RECEIVE_BUFFER = 16384,
    parameter int IDLE_GAP_CLOCKS = CLOCK_HZ / 1000 * fpgaseg_link_pkg::IdleGapMilliseconds
) (
    input  wire logic       clk,
    input  wire logic       rst,

    input  wire logic       in_valid,
    input  wire logic [7:0] in_data,
    output logic            out_valid,
    input  wire logic       out_ready,
    output logic      [7:0] out_data,

    output logic            network_rst,
    output logic            image_tvalid,
    input  wire logic       image_tready,
    output logic      [7:0] image_tdata,
    output logic            image_tlast,
    input  wire logic       mask_tvalid,
    output logic            mask_tready,
    input  wire logic [7:0] mask_tdata
);
    localparam int ImageBytes = IMAGE_WIDTH * IMAGE_HEIGHT * IMAGE_CHANNELS * IMAGE_PASSES;
    localparam int MaskBytes = (MASK_WIDTH * MASK_HEIGHT + 7) / 8;
    localparam int OffsetBits = $clog2(ImageBytes + 1) < 13 ? 13 : $clog2(ImageBytes + 1);
    localparam int BufferBits = $clog2(RECEIVE_BUFFER);
    localparam int HelloBegin = 16;
    localparam int AddressBits = MaskBytes < 2 ? 1 : $clog2(MaskBytes);
    localparam int PositionBits = $clog2(MaskBytes + 1) < AddressBits ? AddressBits : $clog2(MaskBytes + 1);

    initial if (RECEIVE_BUFFER != 2**BufferBits) $fatal(1, "RECEIVE_BUFFER is %0d, no power of two.", RECEIVE_BUFFER);
    initial if (MAX_PAYLOAD < fpgaseg_link_pkg::SmallestMaxPayload || MAX_PAYLOAD > fpgaseg_link_pkg::LargestPayload || MAX_PAYLOAD > RECEIVE_BUFFER)
        $fatal(1, "MAX_PAYLOAD is %0d; it is from 16 to 8192 and no larger than RECEIVE_BUFFER, %0d.", MAX_PAYLOAD, RECEIVE_BUFFER);

    logic frame_begin, frame_good;
    logic [7:0] frame_type;
    logic [15:0] frame_sequence;
    logic length_is_hello, length_is_status, length_holds_data;
    logic payload_valid;
    logic [7:0] payload_data;

    fs_frame_receiver #(.IDLE_GAP_CLOCKS(IDLE_GAP_CLOCKS)) receiver (.*);

    logic [15:0] number, last_two;
    logic [31:0] offset;
    logic is_image, is_expected, is_far, data_valid;
    logic [15:0] image_number;
    logic [OffsetBits-1:0] image_offset;

    fs_message_fields #(.OFFSET_BITS(OffsetBits)) fields (.*, .counts(is_image), .expected_number(image_number), .expected_offset(image_offset));

    logic clear, commit, overflow, half_freed;
    logic [BufferBits:0] free;
    logic pixel_valid, pixel_ready;
    logic [7:0] pixel_data;

    fs_image_buffer #(.ADDRESS_BITS(BufferBits)) buffer (
        .clk(clk), .clear(clear), .write(data_valid), .write_data(payload_data), .commit(commit), .rollback(frame_begin), .overflow(overflow),
        .free(free), .half_freed(half_freed), .out_valid(pixel_valid), .out_ready(pixel_ready), .out_data(pixel_data));

    logic held, complete, computing, store_write;
    logic [AddressBits-1:0] store_address;
    logic record_write;
    logic [4:0] record_address;
    logic [7:0] record_data;

    fs_network_port #(.IMAGE_BYTES(ImageBytes), .MASK_BYTES(MaskBytes), .ADDRESS_BITS(AddressBits)) network (.*, .store_free(!held));

    logic mask_heard, busy, quiet, send_mask, send_ack, start, mask_pending, mask_at_end, mask_take;
    logic [7:0] kind;
    logic [31:0] nonce;
    logic [15:0] last_sequence, sequence_number, refusal_sequence, mask_number;
    logic [2:0] refusal_reason;
    logic [PositionBits-1:0] mask_position;
    logic [13:0] mask_length;

    fs_link_control #(.OFFSET_BITS(OffsetBits), .IMAGE_BYTES(ImageBytes)) control (.*, .room_came_free(half_freed));

    fs_mask_sender #(.MASK_BYTES(MaskBytes), .MAX_PAYLOAD(MAX_PAYLOAD), .POSITION_BITS(PositionBits)) sender (
        .clk(clk), .clear(clear), .complete(complete), .held(held),
        .heard(mask_heard), .heard_number(number), .heard_offset(offset), .heard_sequence(last_two),
        .quiet(quiet), .send(send_mask), .take(mask_take), .sequence_number(sequence_number),
        .pending(mask_pending), .at_end(mask_at_end), .number(mask_number), .position(mask_position), .length(mask_length));

    logic [7:0] mask_data, hello_data, answer_data;
    logic [6:0] index;
    logic answer_take;
    logic [13:0] length;

    fs_mask_store #(.BYTES(MaskBytes), .ADDRESS_BITS(AddressBits)) store (
        .clk(clk), .write(store_write), .write_address(store_address), .write_data(mask_tdata),
        .read_address(mask_position[AddressBits-1:0]), .read_data(mask_data));

    fs_hello_rom #(
        .BEGIN(HelloBegin), .DESIGN_ID(DESIGN_ID), .MODEL_ID(MODEL_ID), .IMAGE_WIDTH(IMAGE_WIDTH), .IMAGE_HEIGHT(IMAGE_HEIGHT), .IMAGE_CHANNELS(IMAGE_CHANNELS), .IMAGE_PASSES(IMAGE_PASSES),
        .MASK_WIDTH(MASK_WIDTH), .MASK_HEIGHT(MASK_HEIGHT), .CLOCK_HZ(CLOCK_HZ), .MAX_PAYLOAD(MAX_PAYLOAD), .RECEIVE_BUFFER(RECEIVE_BUFFER)
    ) hello (.clk(clk), .index(index), .data(hello_data));

    fs_answer_bytes #(.OFFSET_BITS(OffsetBits), .FREE_BITS(BufferBits + 1), .POSITION_BITS(PositionBits), .HELLO_BEGIN(HelloBegin)) answer (
        .*, .first(!busy), .take(answer_take), .data(answer_data), .ack_chosen(send_ack), .state({held, computing}));

    always_comb
        case (kind)
            fpgaseg_link_pkg::FrameTypeHelloReply: length = 14'(fpgaseg_link_pkg::HelloReplyBytes);
            fpgaseg_link_pkg::FrameTypeRefusal: length = 14'(fpgaseg_link_pkg::RefusalBytes);
            fpgaseg_link_pkg::FrameTypeAck: length = 14'(fpgaseg_link_pkg::AckBytes);
            fpgaseg_link_pkg::FrameTypeFrameDone: length = 14'(fpgaseg_link_pkg::FrameDoneBytes);
            default: length = mask_length;
        endcase

    fs_frame_transmitter transmitter (
        .clk(clk), .rst(rst), .start(start), .frame_type(kind), .length(length), .busy(busy), .sequence_number(sequence_number),
        .payload_take(answer_take), .payload_data(answer_data), .out_valid(out_valid), .out_ready(out_ready), .out_data(out_data));
endmodule

`default_nettype wire
