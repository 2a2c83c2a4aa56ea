// fs_network_port between random sources and sinks, clock by clock against a model of its header: whole images in, masks out, cycles counted by the definition
// in docs/link-protocol.md, checks computed bit by bit, the record byte for byte; `clear` in every state.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module network_port_case #(
    parameter int IMAGE_BYTES = 12,
    parameter int MASK_BYTES = 2,
    parameter int COUNTER_BITS = 40,
    parameter int IMAGES = 100
) (output logic done);
    localparam int AddressBits = MASK_BYTES < 2 ? 1 : $clog2(MASK_BYTES);
    `BENCH_CLOCK(done)

    logic clear = 1'b1, pixel_valid = 1'b0, pixel_ready, network_rst, image_tvalid, image_tready = 1'b0, image_tlast, mask_tvalid = 1'b0, mask_tready;
    logic [7:0] pixel_data = 8'd0, image_tdata, mask_tdata = 8'd0, record_data;
    logic store_free = 1'b0, store_write, record_write, complete, computing;
    logic [AddressBits-1:0] store_address;
    logic [4:0] record_address;

    fs_network_port #(.IMAGE_BYTES(IMAGE_BYTES), .MASK_BYTES(MASK_BYTES), .ADDRESS_BITS(AddressBits), .COUNTER_BITS(COUNTER_BITS)) port (.*);

    function automatic logic [31:0] crc_step(input logic [31:0] crc, input logic [7:0] value);
        crc_step = crc;
        for (int bit_index = 0; bit_index < 8; bit_index++)
            crc_step = (crc_step >> 1) ^ (crc_step[0] ^ value[bit_index] ? 32'hEDB88320 : 32'd0);
    endfunction

    // The model: what has passed of this image and its mask, and for how many clocks more the network is in reset.
    int pixels = 0, bits_out = 0, reset_left = 0, recorded = 0;
    longint total = 0, stall = 0;
    logic [31:0] image_crc = '1, mask_crc = '1;
    logic [7:0] record [0:31];
    logic [31:0] written;
    logic image_over, mask_over, open;
    int images = 0, clears = 0, cleared_within = 0, stalls_seen = 0, clocks = 0, clear_after = 0;
    int pixel_percent = 100, ready_percent = 100, mask_percent = 100, free_percent = 100;

    task automatic begin_image;
        pixels = 0;
        bits_out = 0;
        recorded = 0;
        total = 0;
        stall = 0;
        image_crc = '1;
        mask_crc = '1;
        written = '0;
    endtask

    task automatic new_pace;
        pixel_percent = `BENCH_CHANCE(30) ? 100 : 20 + $urandom % 80;
        ready_percent = `BENCH_CHANCE(30) ? 100 : 20 + $urandom % 80;
        mask_percent = `BENCH_CHANCE(30) ? 100 : 20 + $urandom % 80;
        free_percent = `BENCH_CHANCE(30) ? 100 : 20 + $urandom % 80;
        clear_after = `BENCH_CHANCE(40) ? -1 : $urandom % (2 * (IMAGE_BYTES + MASK_BYTES) + 40);
    endtask

    function automatic logic [63:0] field(input int from);
        for (int i = 0; i < 8; i++) field[8*i +: 8] = record[from + i];
    endfunction

    // Streams hold what they offer until it is taken; the network has a byte of the mask only after a pixel, the last one only after the last pixel.
    task automatic choose_inputs(input logic pixel_taken, input logic mask_taken);
        if (pixel_taken || !pixel_valid) begin
            pixel_valid = `BENCH_CHANCE(pixel_percent);
            pixel_data = 8'($urandom);
        end
        if (mask_taken || !mask_tvalid) begin
            mask_tvalid = bits_out < MASK_BYTES && pixels > 0 && (pixels == IMAGE_BYTES || bits_out + 1 < MASK_BYTES) && `BENCH_CHANCE(mask_percent);
            mask_tdata = 8'($urandom);
        end
        image_tready = `BENCH_CHANCE(ready_percent);
        store_free = `BENCH_CHANCE(free_percent);
    endtask

    task automatic compare;
        image_over = pixels == IMAGE_BYTES;
        mask_over = bits_out == MASK_BYTES;
        open = reset_left == 0;
        `BENCH_EQUAL("network_rst", network_rst, !open)
        `BENCH_EQUAL("image_tvalid", image_tvalid, pixel_valid && open && !image_over)
        `BENCH_EQUAL("pixel_ready", pixel_ready, image_tready && open && !image_over)
        `BENCH_EQUAL("mask_tready", mask_tready, store_free && open && !mask_over)
        `BENCH_EQUAL("store_write", store_write, mask_tvalid && store_free && open && !mask_over)
        `BENCH_EQUAL("computing", computing, image_over && !mask_over)
        `BENCH_EQUAL("record_write", record_write, image_over && mask_over)
        `BENCH_EQUAL("complete", complete, image_over && mask_over && recorded == 31)
        if (image_tvalid) begin
            `BENCH_EQUAL("image_tdata", image_tdata, pixel_data)
            `BENCH_EQUAL("image_tlast", image_tlast, pixels == IMAGE_BYTES - 1)
        end
        if (store_write) `BENCH_EQUAL("store_address", store_address, bits_out)
    endtask

    task automatic compare_record;
        `BENCH_EQUAL("addresses written", written, 32'hFFFFFFFF)
        if (COUNTER_BITS == 64 || total < (64'd1 << COUNTER_BITS)) begin
            `BENCH_EQUAL("compute cycles", field(0), total - stall)
            `BENCH_EQUAL("total cycles", field(8), total)
            `BENCH_EQUAL("stall cycles", field(16), stall)
        end
        `BENCH_EQUAL("CRC of the image", {record[27], record[26], record[25], record[24]}, ~image_crc)
        `BENCH_EQUAL("CRC of the mask", {record[31], record[30], record[29], record[28]}, ~mask_crc)
        images++;
        if (stall > 0) stalls_seen++;
    endtask

    // What the clock that ends now did.
    task automatic advance;
        if (clear) begin
            clears++;
            if (pixels > 0) cleared_within++;
            begin_image;
            reset_left = 16;
        end else begin
            if (reset_left > 0) reset_left--;
            if (pixels > 0 || image_tvalid && image_tready)
                if (!mask_over) begin
                    total++;
                    if (image_tready && !pixel_valid && !image_over || mask_tvalid && !mask_tready) stall++;
                end
            if (record_write) begin
                record[record_address] = record_data;
                written[record_address] = 1'b1;
                recorded++;
            end
            if (image_tvalid && image_tready) begin
                image_crc = crc_step(image_crc, pixel_data);
                pixels++;
            end
            if (store_write) begin
                mask_crc = crc_step(mask_crc, mask_tdata);
                bits_out++;
            end
            if (recorded == 32) begin
                compare_record;
                begin_image;
                new_pace;
            end
        end
    endtask

    logic pixel_taken, mask_taken;
    initial begin
        done = 1'b0;
        begin_image;
        repeat (2) @(posedge clk);
        reset_left = 16;
        #1;
        while (images < IMAGES) begin
            clear = clear_after == 0;
            if (clear_after >= 0) clear_after--;
            if (clear && `BENCH_CHANCE(30)) clear_after = $urandom % 20;
            #1 compare;
            pixel_taken = pixel_valid && pixel_ready;
            mask_taken = mask_tvalid && mask_tready;
            advance;
            @(posedge clk) #1;
            if (clear) {pixel_valid, mask_tvalid} = 2'b00;
            choose_inputs(pixel_taken, mask_taken);
            clocks++;
            if (clocks > IMAGES * (40 * (IMAGE_BYTES + MASK_BYTES) + 400)) begin $display("FAIL %m: it stands still after %0d images", images); $fatal(1); end
        end
        if (cleared_within == 0 || stalls_seen == 0) begin $display("FAIL %m: %0d clears, %0d stalls", cleared_within, stalls_seen); $fatal(1); end
        done = 1'b1;
    end
endmodule

module network_port_bench;
    logic [4:0] done;
    network_port_case #(.IMAGE_BYTES(1), .MASK_BYTES(1), .COUNTER_BITS(8), .IMAGES(50)) smallest (.done(done[0]));
    network_port_case #(.IMAGE_BYTES(16), .MASK_BYTES(2), .COUNTER_BITS(16), .IMAGES(30)) power (.done(done[1]));
    network_port_case #(.IMAGE_BYTES(45), .MASK_BYTES(5), .COUNTER_BITS(40), .IMAGES(20)) odd (.done(done[2]));
    network_port_case #(.IMAGE_BYTES(3), .MASK_BYTES(40), .COUNTER_BITS(64), .IMAGES(20)) long_mask (.done(done[3]));
    network_port_case #(.IMAGE_BYTES(257), .MASK_BYTES(32), .COUNTER_BITS(24), .IMAGES(5)) longer (.done(done[4]));

    initial begin
        wait (done == '1);
        $display("PASS 125 images");
        $finish;
    end
endmodule

`default_nettype wire
