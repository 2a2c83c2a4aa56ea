// Whole stages by hand, memories as ports: what the sum of the blocks' formulas is compared with. Control as in window_control.v.
`default_nettype none

// The rounding rule of one lane: acc * m + offset, shifted and limited to 8 signed bits.
module fs_round #(parameter ACC = 20, OFF = 30, SHIFT = 20) (
    input wire clk, input wire signed [ACC-1:0] acc, input wire signed [17:0] m, input wire signed [OFF-1:0] offset, output wire signed [7:0] q
);
    wire signed [ACC+17:0] sum = acc * m + offset;
    wire signed [ACC+17-SHIFT:0] value = sum >>> SHIFT;
    assign q = value > 127 ? 8'sd127 : value < -127 ? -8'sd127 : value[7:0];
endmodule

// One of N words.
module fs_word #(parameter N = 4, W = 8, I = 2) (input wire [N*W-1:0] words, input wire [I-1:0] index, output wire [W-1:0] word);
    wire [(1<<I)*W-1:0] level [0:I];
    assign level[0] = {{(1 << I){words[W-1:0]}}, words};
    genvar i, k;
    generate
        for (i = 0; i < I; i = i + 1)
            for (k = 0; k < (1 << (I - 1 - i)); k = k + 1)
                assign level[i+1][k*W +: W] = index[i] ? level[i][(2*k+1)*W +: W] : level[i][2*k*W +: W];
    endgenerate
    assign word = level[I][W-1:0];
endmodule

// A convolution: OUT_LANES outputs of IN_LANES inputs per cycle; DEPTHWISE: each lane its own input. PAIRED: two products per multiplier.
module fs_convolution_stage #(
    parameter H = 64, W = 64, IN_C = 8, OUT_C = 8, K = 3, IN_LANES = 2, OUT_LANES = 4, QUANT = 1, DEPTHWISE = 0, PAIRED = 0, ACC = 20, OFF = 30, SHIFT = 20,
    WORDS = IN_C / IN_LANES, TAP_WORDS = DEPTHWISE ? 1 : WORDS, OUT_FOLDS = OUT_C / OUT_LANES, WEIGHTS = DEPTHWISE ? OUT_LANES : OUT_LANES * IN_LANES, PAIR_SHIFT = 17,
    WI = WORDS > 1 ? $clog2(WORDS) : 1, DI = OUT_LANES / QUANT > 1 ? $clog2(OUT_LANES / QUANT) : 1
) (
    input wire clk, rst, in_valid, out_ready, input wire [IN_C*8-1:0] in_pixel, output wire in_ready, output reg out_valid, output reg [OUT_C*8-1:0] out_pixel,
    input wire [IN_LANES*8-1:0] line_word, recent_word, input wire [WEIGHTS*8-1:0] weights, input wire [QUANT*(18+OFF)-1:0] scales,
    output wire [IN_LANES*8-1:0] entering, output wire writes, moves_row, output wire [23:0] line_write, line_read, recent_write, recent_old, recent_read, rom, channel
);
    wire enters, products, first, last, is_padding, is_recent, requantises, finished;
    fs_window_control #(.IN_H(H), .IN_W(W), .K(K), .PAD(K / 2), .WORDS(WORDS), .TAP_WORDS(TAP_WORDS), .OUT_FOLDS(OUT_FOLDS), .OUT_C(OUT_C), .QUANT(QUANT), .OUT_LANES(OUT_LANES)) control (
        .clk(clk), .rst(rst), .in_valid(in_valid), .out_ready(out_ready), .in_ready(in_ready), .out_valid(finished), .enters(enters), .moves_row(moves_row),
        .products(products), .first(first), .last(last), .is_padding(is_padding), .is_recent(is_recent), .requantises(requantises), .line_write(line_write),
        .line_read(line_read), .recent_write(recent_write), .recent_old(recent_old), .recent_read(recent_read), .rom(rom), .channel(channel));
    assign writes = enters;

    // The pixel that enters, word by word.
    reg [IN_C*8-1:0] held;
    reg [WI-1:0] word_turn;
    wire [IN_LANES*8-1:0] later;
    fs_word #(.N(WORDS), .W(IN_LANES * 8), .I(WI)) entry (.words(held), .index(word_turn), .word(later));
    always @(posedge clk) begin
        if (in_ready) held <= in_pixel;
        word_turn <= rst || in_ready ? 1 % WORDS : enters ? (word_turn == WORDS - 1 ? 0 : word_turn + 1'b1) : word_turn;
    end
    assign entering = in_ready ? in_pixel[IN_LANES*8-1:0] : later;

    wire [IN_LANES*8-1:0] word = is_padding ? {IN_LANES*8{1'b0}} : is_recent ? recent_word : line_word;
    wire [OUT_LANES*ACC-1:0] sums;
    reg [OUT_LANES*ACC-1:0] acc, done;
    genvar o, i, q;
    generate
        if (DEPTHWISE) begin : by_channel
            for (o = 0; o < OUT_LANES; o = o + 1) begin : lane
                wire signed [7:0] w = weights[o*8 +: 8], x = word[o*8 +: 8];
                wire signed [ACC-1:0] before = first ? {ACC{1'b0}} : acc[o*ACC +: ACC];
                assign sums[o*ACC +: ACC] = before + w * x;
            end
        end else if (PAIRED) begin : by_pair
            for (o = 0; o < OUT_LANES / 2; o = o + 1) begin : pair
                // One product per chain, the shortest: CHAIN of products.hpp is 1 for 8-bit operands.
                wire signed [ACC-1:0] low [0:IN_LANES], high [0:IN_LANES];
                assign low[0] = first ? {ACC{1'b0}} : acc[2*o*ACC +: ACC];
                assign high[0] = first ? {ACC{1'b0}} : acc[(2*o+1)*ACC +: ACC];
                for (i = 0; i < IN_LANES; i = i + 1) begin : in
                    wire signed [7:0] wl = weights[(2*o*IN_LANES+i)*8 +: 8], wh = weights[((2*o+1)*IN_LANES+i)*8 +: 8], x = word[i*8 +: 8];
                    wire signed [24:0] factor = (wh <<< PAIR_SHIFT) + wl;
                    wire signed [32:0] product = factor * x;
                    wire signed [PAIR_SHIFT-1:0] part = product[PAIR_SHIFT-1:0];
                    wire signed [32-PAIR_SHIFT:0] rest = product[32:PAIR_SHIFT] + part[PAIR_SHIFT-1];
                    assign low[i+1] = low[i] + part;
                    assign high[i+1] = high[i] + rest;
                end
                assign sums[2*o*ACC +: ACC] = low[IN_LANES];
                assign sums[(2*o+1)*ACC +: ACC] = high[IN_LANES];
            end
        end else begin : single
            for (o = 0; o < OUT_LANES; o = o + 1) begin : lane
                wire signed [ACC-1:0] sum [0:IN_LANES];
                assign sum[0] = first ? {ACC{1'b0}} : acc[o*ACC +: ACC];
                for (i = 0; i < IN_LANES; i = i + 1) begin : in
                    wire signed [7:0] w = weights[(o*IN_LANES+i)*8 +: 8], x = word[i*8 +: 8];
                    assign sum[i+1] = sum[i] + w * x;
                end
                assign sums[o*ACC +: ACC] = sum[IN_LANES];
            end
        end
    endgenerate
    reg [DI-1:0] drained;
    always @(posedge clk) begin
        if (products) acc <= sums;
        if (products && last) done <= sums;
        drained <= products && last ? 0 : requantises ? drained + 1'b1 : drained;
    end

    // Finished accumulators, a few per cycle, into the output pixel.
    wire [QUANT*ACC-1:0] leaving;
    fs_word #(.N(OUT_LANES / QUANT), .W(QUANT * ACC), .I(DI)) exit (.words(done), .index(drained), .word(leaving));
    wire [QUANT*8-1:0] rounded;
    generate
        for (q = 0; q < QUANT; q = q + 1) begin : quant
            fs_round #(.ACC(ACC), .OFF(OFF), .SHIFT(SHIFT)) rule (
                .clk(clk), .acc(leaving[q*ACC +: ACC]), .m(scales[q*(18+OFF) +: 18]), .offset(scales[q*(18+OFF)+18 +: OFF]), .q(rounded[q*8 +: 8]));
        end
    endgenerate
    integer k;
    always @(posedge clk) begin
        for (k = 0; k < OUT_C / QUANT; k = k + 1) if (requantises && channel == k * QUANT) out_pixel[k*QUANT*8 +: QUANT*8] <= rounded;
        out_valid <= finished;
    end
endmodule

// A sum of two maps, LANES channels per cycle: (a * MA + b * MB + half) >> SHIFT.
module fs_add_stage #(parameter C = 8, LANES = 2, PIXELS = 65536, MA = 40503, MB = 52177, SHIFT = 17, WORDS = C / LANES) (
    input wire clk, rst, a_valid, b_valid, out_ready, input wire [C*8-1:0] a_pixel, b_pixel, output wire ready, output reg out_valid, output reg [C*8-1:0] out_pixel, output reg frame
);
    localparam N = $clog2(PIXELS), I = WORDS > 1 ? $clog2(WORDS) : 1;
    reg [N-1:0] count;
    reg [I-1:0] fold;
    reg [C*8-1:0] a, b;
    wire starts = fold == 0, last = fold == WORDS - 1, go = (!starts || (a_valid && b_valid)) && (!out_valid || out_ready);
    assign ready = go && starts;
    wire [C*8-1:0] left = starts ? a_pixel : a, right = starts ? b_pixel : b;
    genvar l;
    integer k;
    wire [LANES*8-1:0] results, left_word, right_word;
    fs_word #(.N(WORDS), .W(LANES * 8), .I(I)) select_left (.words(left), .index(fold), .word(left_word));
    fs_word #(.N(WORDS), .W(LANES * 8), .I(I)) select_right (.words(right), .index(fold), .word(right_word));
    generate
        for (l = 0; l < LANES; l = l + 1) begin : lane
            wire signed [7:0] x = left_word[l*8 +: 8], y = right_word[l*8 +: 8];
            wire signed [17:0] ma = MA, mb = MB;
            wire signed [26:0] sum = x * ma + y * mb + (1 << (SHIFT - 1));
            wire signed [26-SHIFT:0] value = sum >>> SHIFT;
            assign results[l*8 +: 8] = value > 127 ? 8'sd127 : value < -127 ? -8'sd127 : value[7:0];
        end
    endgenerate
    always @(posedge clk) if (rst) begin
        {count, fold, out_valid, frame} <= 0;
    end else begin
        if (out_valid && out_ready) out_valid <= 0;
        if (go) begin
            if (starts) begin
                a <= a_pixel;
                b <= b_pixel;
            end
            fold <= last ? 0 : fold + 1'b1;
            for (k = 0; k < WORDS; k = k + 1) if (fold == k) out_pixel[k*LANES*8 +: LANES*8] <= results;
            if (last) begin
                out_valid <= 1;
                count <= count == PIXELS - 1 ? 0 : count + 1'b1;
                frame <= count == PIXELS - 1;
            end
        end
    end
endmodule

// Bilinear doubling of all C channels at once; the two lines are ports.
module fs_upsample_stage #(parameter C = 8, H = 64, W = 64) (
    input wire clk, rst, in_valid, out_ready, input wire [C*8-1:0] in_pixel, even_line, odd_line, output wire in_ready, write_even, write_odd, output wire [$clog2(W+1)-1:0] column,
    output wire out_valid, output wire [C*8-1:0] out_pixel
);
    reg [$clog2(H+1)-1:0] i;
    reg [$clog2(W+1)-1:0] j;
    reg pass, side;
    reg [C*8-1:0] above_left, above_right, below_left, below_right;
    wire odd = i[0], has_below = i < H, has_right = j < W;
    wire enters = side == 0 && has_right && pass == 0 && has_below;
    wire emits = (side == 0 ? j != 0 : has_right) && (pass == 0 ? i != 0 : has_below);
    wire go = (!enters || in_valid) && (!emits || out_ready);
    assign in_ready = go && enters, out_valid = emits && go, column = j;
    assign write_even = in_ready && !odd, write_odd = in_ready && odd;
    wire below_is_odd = has_below ? odd : !odd;
    wire [C*8-1:0] upper = (i == 0 ? 1'b0 : !odd) ? odd_line : even_line, lower = enters ? in_pixel : below_is_odd ? odd_line : even_line;
    wire takes = side == 0 && has_right;
    wire [C*8-1:0] al = side == 0 ? (takes && j == 0 ? upper : above_right) : above_left, bl = side == 0 ? (takes && j == 0 ? lower : below_right) : below_left;
    wire [C*8-1:0] ar = takes ? upper : above_right, br = takes ? lower : below_right;
    wire [C*8-1:0] near_left = pass == 0 ? al : bl, near_right = pass == 0 ? ar : br, far_left = pass == 0 ? bl : al, far_right = pass == 0 ? br : ar;
    wire [C*8-1:0] near = side == 0 ? near_left : near_right, beside = side == 0 ? near_right : near_left, above = side == 0 ? far_left : far_right, far = side == 0 ? far_right : far_left;
    genvar c;
    generate
        for (c = 0; c < C; c = c + 1) begin : channel
            wire signed [7:0] p = near[c*8 +: 8], q = beside[c*8 +: 8], r = above[c*8 +: 8], s = far[c*8 +: 8];
            wire signed [13:0] sum = 9 * p + 3 * q + 3 * r + s + 8;
            assign out_pixel[c*8 +: 8] = sum[11:4];
        end
    endgenerate
    always @(posedge clk) if (rst) begin
        {i, j, pass, side} <= 0;
    end else if (go) begin
        {above_left, above_right, below_left, below_right} <= {al, ar, bl, br};
        side <= !side;
        if (side) j <= j == W ? 0 : j + 1'b1;
        if (side && j == W) pass <= !pass;
        if (side && j == W && pass) i <= i == H ? 0 : i + 1'b1;
    end
endmodule
`default_nettype wire
