// fs_answer_bytes with fs_hello_rom and a mask's fs_mask_store: every payload byte for byte as docs/link-protocol.md, section 4, has it, taken at random paces, given up
// in the middle, with registers that change under way where they may.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module answer_case #(
    parameter int OFFSET_BITS = 18,
    parameter int FREE_BITS = 15,
    parameter int POSITION_BITS = 14,
    parameter int MASK_BYTES = 8192,
    parameter int FLAGS = 0,
    parameter int IMAGE_WIDTH = 256,
    parameter int IMAGE_HEIGHT = 256,
    parameter int IMAGE_CHANNELS = 3,
    parameter int IMAGE_PASSES = 1,
    parameter int MASK_WIDTH = 256,
    parameter int MASK_HEIGHT = 256,
    parameter int CLOCK_HZ = 100_000_000,
    parameter int MAX_PAYLOAD = 1024,
    parameter int RECEIVE_BUFFER = 16384,
    parameter int FRAMES = 300
) (output logic done);
    localparam int AddressBits = MASK_BYTES < 2 ? 1 : $clog2(MASK_BYTES);
    localparam logic [255:0] DesignId = 256'h0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F20;
    localparam logic [255:0] ModelId = 256'hF1E2D3C4B5A69788796A5B4C3D2E1F00FFEEDDCCBBAA99887766554433221100;
    `BENCH_CLOCK(done)

    logic [7:0] kind = 8'h82, data, hello_data, mask_data, record_data = 8'd0, write_data = 8'd0;
    logic first = 1'b1, take = 1'b0, ack_chosen = 1'b0, mask_take, record_write = 1'b0, write = 1'b0;
    logic [15:0] image_number, last_sequence, refusal_sequence, mask_number;
    logic [OFFSET_BITS-1:0] image_offset;
    logic [FREE_BITS-1:0] free;
    logic [1:0] state;
    logic [31:0] nonce;
    logic [6:0] index;
    logic [2:0] refusal_reason;
    logic [POSITION_BITS-1:0] mask_position = '0;
    logic [4:0] record_address = 5'd0;
    logic [AddressBits-1:0] write_address = '0;

    fs_answer_bytes #(.OFFSET_BITS(OFFSET_BITS), .FREE_BITS(FREE_BITS), .POSITION_BITS(POSITION_BITS)) answer (.*);
    fs_hello_rom #(
        .DESIGN_ID(DesignId), .MODEL_ID(ModelId), .FLAGS(FLAGS), .IMAGE_WIDTH(IMAGE_WIDTH), .IMAGE_HEIGHT(IMAGE_HEIGHT), .IMAGE_CHANNELS(IMAGE_CHANNELS),
        .IMAGE_PASSES(IMAGE_PASSES), .MASK_WIDTH(MASK_WIDTH), .MASK_HEIGHT(MASK_HEIGHT), .CLOCK_HZ(CLOCK_HZ), .MAX_PAYLOAD(MAX_PAYLOAD), .RECEIVE_BUFFER(RECEIVE_BUFFER)
    ) hello (.clk(clk), .index(index), .data(hello_data));
    fs_mask_store #(.BYTES(MASK_BYTES), .ADDRESS_BITS(AddressBits)) store (
        .clk(clk), .write(write), .write_address(write_address), .write_data(write_data), .read_address(mask_position[AddressBits-1:0]), .read_data(mask_data));

    logic [7:0] mask [0:MASK_BYTES-1];
    logic [7:0] record [0:31];
    logic [7:0] expected [$];
    int given_up = 0, count, place, seen, pause, cut;

    task automatic put(input logic [63:0] value, input int bytes);
        for (int i = 0; i < bytes; i++) expected.push_back(value[8*i +: 8]);
    endtask

    task automatic put_id(input logic [255:0] id);
        for (int i = 0; i < 32; i++) expected.push_back(id[255 - 8*i -: 8]);
    endtask

    task automatic registers_change;
        image_number = 16'($urandom);
        image_offset = OFFSET_BITS'($urandom);
        free = FREE_BITS'($urandom);
        last_sequence = 16'($urandom);
        state = 2'($urandom);
    endtask

    task automatic write_record;
        for (int i = 31; i >= 0; i--) begin
            record[i] = 8'($urandom);
            {record_write, record_address, record_data} = {1'b1, 5'(i), record[i]};
            @(posedge clk) #1 record_write = 1'b0;
            // What is not a write changes nothing.
            {record_address, record_data} = {5'(i), ~record[i]};
            if (`BENCH_CHANCE(20)) @(posedge clk) #1;
        end
    endtask

    task automatic write_mask(input int from, input int to);
        for (int i = from; i < to; i++) begin
            mask[i] = 8'($urandom);
            {write, write_address, write_data} = {1'b1, AddressBits'(i), mask[i]};
            @(posedge clk) #1 write = 1'b0;
            write_data = ~mask[i];
        end
    endtask

    task automatic choose(input logic [7:0] new_kind);
        expected.delete();
        registers_change;
        mask_number = 16'($urandom);
        refusal_reason = 3'($urandom);
        refusal_sequence = 16'($urandom);
        nonce = $urandom;
        place = `BENCH_CHANCE(50) || MASK_BYTES < 50 ? $urandom % MASK_BYTES : MASK_BYTES - 1 - $urandom % 50;
        if (new_kind == 8'h84) place = MASK_BYTES;
        mask_position = POSITION_BITS'(place);
        case (new_kind)
            8'h81: begin
                put(64'd1, 2);
                put(64'(FLAGS + 256 * (IMAGE_PASSES - 1)), 2);
                put(64'(nonce), 4);
                put_id(DesignId);
                put_id(ModelId);
                put(64'(IMAGE_WIDTH), 2);
                put(64'(IMAGE_HEIGHT), 2);
                put(64'(IMAGE_CHANNELS), 2);
                put(64'(MASK_WIDTH), 2);
                put(64'(MASK_HEIGHT), 2);
                put(64'(CLOCK_HZ), 4);
                put(64'(MAX_PAYLOAD), 2);
                put(64'(RECEIVE_BUFFER), 4);
            end
            8'h82: begin
                put(64'(image_number), 2);
                put(64'(image_offset), 4);
                put(64'(free), 4);
                put(64'(last_sequence), 2);
                put(64'(state), 1);
            end
            8'h83: begin
                put(64'(mask_number), 2);
                put(64'(place), 4);
                for (int i = place; i < MASK_BYTES && expected.size() < MAX_PAYLOAD; i++) put(64'(mask[i]), 1);
            end
            8'h84: begin
                put(64'(mask_number), 2);
                put(64'd0, 2);
                for (int i = 0; i < 32; i++) put(64'(record[i]), 1);
            end
            default: begin
                put(64'(refusal_reason), 1);
                put(64'(refusal_sequence), 2);
            end
        endcase
    endtask

    // As fs_link_control and fs_frame_transmitter do it: the kind, a clock later the frame, eight bytes of header, then a byte at most every other clock.
    task automatic send(input logic [7:0] new_kind, input int bytes, input int idle_percent);
        choose(new_kind);
        ack_chosen = new_kind == 8'h82;
        @(posedge clk) #1 ack_chosen = 1'b0;
        kind = new_kind;
        registers_change;
        @(posedge clk) #1 first = 1'b0;
        repeat (16) @(posedge clk);
        count = bytes < expected.size() ? bytes : expected.size();
        for (seen = 0; seen < count; seen++) begin
            while (`BENCH_CHANCE(idle_percent)) @(posedge clk);
            #1 take = 1'b1;
            #1;
            if (data !== expected[seen]) begin
                $display("FAIL %m: byte %0d of kind %0h is %0h, expected %0h", seen, new_kind, data, expected[seen]);
                $fatal(1);
            end
            `BENCH_EQUAL("mask_take", mask_take, new_kind == 8'h83 && seen >= 6)
            @(posedge clk) #1 take = 1'b0;
            if (new_kind == 8'h83 && seen >= 6 && mask_position < POSITION_BITS'(MASK_BYTES)) mask_position++;
            registers_change;
            #1 `BENCH_EQUAL("mask_take without take", mask_take, 1'b0)
            @(posedge clk);
        end
        if (count < expected.size()) given_up++;
        #1 first = 1'b1;
    endtask

    initial begin
        done = 1'b0;
        registers_change;
        repeat (3) @(posedge clk);
        #1 write_mask(0, MASK_BYTES);
        write_record;
        for (int round = 0; round < FRAMES; round++) begin
            // Every third frame is given up at a random byte, as by a reset of the transmitter.
            cut = round % 3 == 2 ? $urandom % 40 : 1 << 20;
            send(8'h81 + 8'(round % 2 == 0 ? round / 2 % 5 : $urandom % 5), cut, round % 4 == 0 ? 0 : 10 * ($urandom % 9));
            if (round % 20 == 19) write_record;
            if (round % 20 == 10) write_mask(MASK_BYTES / 3, MASK_BYTES / 2);
        end
        if (given_up == 0) begin $display("FAIL %m: no frame was given up"); $fatal(1); end
        done = 1'b1;
    end
endmodule

module answer_bench;
    logic [2:0] done;
    answer_case #(.MASK_BYTES(300), .POSITION_BITS(9), .FRAMES(100)) plain (.done(done[0]));
    answer_case #(
        .OFFSET_BITS(13), .FREE_BITS(5), .POSITION_BITS(1), .MASK_BYTES(1), .FLAGS(3), .IMAGE_WIDTH(1), .IMAGE_HEIGHT(2), .IMAGE_CHANNELS(1), .IMAGE_PASSES(4),
        .MASK_WIDTH(3), .MASK_HEIGHT(2), .CLOCK_HZ(999_999), .MAX_PAYLOAD(16), .RECEIVE_BUFFER(16)) smallest (.done(done[1]));
    answer_case #(
        .OFFSET_BITS(24), .FREE_BITS(21), .POSITION_BITS(20), .MASK_BYTES(70000), .FLAGS(1), .IMAGE_WIDTH(65535), .IMAGE_HEIGHT(43981), .IMAGE_CHANNELS(258), .IMAGE_PASSES(2),
        .MASK_WIDTH(4660), .MASK_HEIGHT(65534), .CLOCK_HZ(305_419_896), .MAX_PAYLOAD(200), .RECEIVE_BUFFER(1 << 20), .FRAMES(100)) widest (.done(done[2]));

    initial begin
        wait (done == '1);
        $display("PASS 500 frames");
        $finish;
    end
endmodule

`default_nettype wire
