// fs_link beside what Yosys made of it (module link_netlist, the same parameters), clock by clock on the same inputs: sessions with whole images and masks,
// polls, stale and damaged frames, pauses. Whatever is valid at the outputs must be equal. It finds what synthesis reads otherwise than a simulator.
`timescale 1ns / 1ps
`default_nettype none
`include "bench.svh"

module netlist_bench;
    `BENCH_CLOCK(1'b0)

    logic rst = 1'b1, in_valid = 1'b0, out_ready = 1'b0, image_tready = 1'b0, mask_tvalid = 1'b0;
    logic [7:0] in_data = 8'd0, mask_tdata = 8'd0;
    logic [1:0] out_valid, network_rst, image_tvalid, image_tlast, mask_tready;
    logic [15:0] out_data, image_tdata;

    fs_link #(
        .IMAGE_WIDTH(5), .IMAGE_HEIGHT(3), .IMAGE_CHANNELS(2), .MASK_WIDTH(17), .MASK_HEIGHT(12), .MAX_PAYLOAD(16), .RECEIVE_BUFFER(16), .IDLE_GAP_CLOCKS(200)
    ) source (
        .clk(clk), .rst(rst), .in_valid(in_valid), .in_data(in_data), .out_valid(out_valid[0]), .out_ready(out_ready), .out_data(out_data[7:0]),
        .network_rst(network_rst[0]), .image_tvalid(image_tvalid[0]), .image_tready(image_tready), .image_tdata(image_tdata[7:0]), .image_tlast(image_tlast[0]),
        .mask_tvalid(mask_tvalid), .mask_tready(mask_tready[0]), .mask_tdata(mask_tdata));

    link_netlist netlist (
        .clk(clk), .rst(rst), .in_valid(in_valid), .in_data(in_data), .out_valid(out_valid[1]), .out_ready(out_ready), .out_data(out_data[15:8]),
        .network_rst(network_rst[1]), .image_tvalid(image_tvalid[1]), .image_tready(image_tready), .image_tdata(image_tdata[15:8]), .image_tlast(image_tlast[1]),
        .mask_tvalid(mask_tvalid), .mask_tready(mask_tready[1]), .mask_tdata(mask_tdata));

    int answers = 0, pixels = 0, bits = 0;
    always @(posedge clk) begin
        if (!rst) begin
            `BENCH_EQUAL("network_rst", network_rst[1], network_rst[0])
            `BENCH_EQUAL("out_valid", out_valid[1], out_valid[0])
            `BENCH_EQUAL("image_tvalid", image_tvalid[1], image_tvalid[0])
            `BENCH_EQUAL("mask_tready", mask_tready[1], mask_tready[0])
            if (out_valid[0]) `BENCH_EQUAL("out_data", out_data[15:8], out_data[7:0])
            if (image_tvalid[0]) `BENCH_EQUAL("image_tdata", {image_tlast[1], image_tdata[15:8]}, {image_tlast[0], image_tdata[7:0]})
            if (out_valid[0] && out_ready) answers = answers + 1;
            if (image_tvalid[0] && image_tready) pixels = pixels + 1;
            if (mask_tvalid && mask_tready[0]) bits = bits + 1;
        end
        #1 out_ready = `BENCH_CHANCE(80);
        image_tready = `BENCH_CHANCE(70);
        // A mask for every image: as many bytes as whole images have gone in.
        mask_tvalid = bits < pixels / 30 * 26 && `BENCH_CHANCE(70);
        mask_tdata = 8'(bits * 29);
        if (network_rst[0]) {pixels, bits} = 64'd0;
    end

    logic [7:0] frame [64];
    logic [31:0] crc32;
    logic [7:0] crc8;
    logic [15:0] sequence_number = 16'd0;

    task automatic put(input logic [7:0] value);
        in_data = value;
        in_valid = 1'b1;
        @(posedge clk) #1 in_valid = 1'b0;
        while (`BENCH_CHANCE(20)) @(posedge clk) #1;
    endtask

    // A frame whose payload is frame[8 ...]; one in ten has a wrong bit.
    task automatic send(input logic [7:0] kind, input int count);
        {frame[0], frame[1], frame[2]} = {16'hFA5E, kind};
        {frame[4], frame[3]} = sequence_number;
        {frame[6], frame[5]} = 16'(count);
        sequence_number = sequence_number + 16'd1;
        crc8 = 8'hFF;
        crc32 = 32'hFFFFFFFF;
        for (int i = 2; i < 7; i++)
            for (int j = 7; j >= 0; j--) crc8 = (crc8 << 1) ^ ((crc8[7] ^ frame[i][j]) ? 8'h2F : 8'h00);
        frame[7] = ~crc8;
        for (int i = 2; i < 8 + count; i++)
            for (int j = 0; j < 8; j++) crc32 = (crc32 >> 1) ^ ((crc32[0] ^ frame[i][j]) ? 32'hEDB88320 : 32'd0);
        {frame[11 + count], frame[10 + count], frame[9 + count], frame[8 + count]} = ~crc32;
        if (`BENCH_CHANCE(10)) frame[$urandom % (12 + count)] ^= 8'h10;
        for (int i = 0; i < 12 + count; i++) put(frame[i]);
        repeat ($urandom % 60) @(posedge clk);
        #1;
    endtask

    task automatic place(input logic [15:0] number, input logic [31:0] offset);
        {frame[9], frame[8]} = number;
        {frame[13], frame[12], frame[11], frame[10]} = offset;
    endtask

    // An image in three frames, each sent twice so that it arrives; then the host's view of its mask in every place.
    task automatic image(input logic [15:0] number);
        for (int i = 0; i < 6; i++) begin
            for (int k = 0; k < 10; k++) frame[14 + k] = 8'($urandom);
            place(number, 10 * (i / 2));
            send(8'h02, 16);
        end
        repeat (200) @(posedge clk);
        for (int offset = 0; offset <= 30; offset = offset + 10) begin
            place(number, offset > 26 ? 26 : offset);
            {frame[15], frame[14]} = $urandom % 300;
            send(`BENCH_CHANCE(50) ? 8'h03 : 8'h04, 8);
            repeat (100) @(posedge clk);
        end
        repeat (2) begin
            place(number + 16'd1, 32'd0);
            send(8'h04, 8);
        end
    endtask

    initial begin
        repeat (5) @(posedge clk);
        #1 rst = 1'b0;
        for (int session = 0; session < 2; session++) begin
            repeat (2) begin
                {frame[9], frame[8], frame[13], frame[12], frame[11], frame[10]} = {16'd1, 32'(session)};
                send(8'h01, 6);
            end
            for (int number = 0; number < 4; number++) image(16'(number));
            // Whatever else a frame can be: unknown types, wrong lengths, places beyond the end.
            for (int i = 0; i < 20; i++) begin
                place(16'($urandom % 3), $urandom % 40);
                send(8'($urandom % 7), $urandom % 18);
            end
            if (session % 2 == 1) send(8'h05, 0);
        end
        if (answers < 2000) begin $display("FAIL only %0d bytes of answers", answers); $fatal(1); end
        $display("PASS %0d bytes of answers", answers);
        $finish;
    end
endmodule

`default_nettype wire
