// Building blocks of a stage's datapath and control, one module each. measure.py synthesises them over a sweep of their parameters.
`default_nettype none

// Register of a sum.
module fs_add #(parameter W = 16) (input wire clk, input wire signed [W-1:0] a, b, output reg signed [W-1:0] sum);
    always @(posedge clk) sum <= a + b;
endmodule

// Accumulator that starts again: the sum goes through logic.
module fs_accumulate #(parameter W = 20, P = 16) (input wire clk, enable, first, input wire signed [P-1:0] product, output reg signed [W-1:0] acc);
    always @(posedge clk) if (enable) acc <= (first ? {W{1'b0}} : acc) + {{(W-P){product[P-1]}}, product};
endmodule

// The same behind a multiplier, whose block has an adder where the family lets it be used.
module fs_mac #(parameter W = 20, A = 8, B = 8) (input wire clk, enable, first, input wire signed [A-1:0] a, input wire signed [B-1:0] b, output reg signed [W-1:0] acc);
    wire signed [W-1:0] kept = first ? {W{1'b0}} : acc;
    always @(posedge clk) if (enable) acc <= kept + a * b;
endmodule

// One of N words of W bits, as a tree.
module fs_select #(parameter N = 4, W = 8, I = 2) (input wire clk, input wire [N*W-1:0] words, input wire [I-1:0] index, output reg [W-1:0] word);
    wire [(1<<I)*W-1:0] level [0:I];
    assign level[0] = {{(1 << I){words[W-1:0]}}, words};
    genvar i, k;
    generate
        for (i = 0; i < I; i = i + 1)
            for (k = 0; k < (1 << (I - 1 - i)); k = k + 1)
                assign level[i+1][k*W +: W] = index[i] ? level[i][(2*k+1)*W +: W] : level[i][2*k*W +: W];
    endgenerate
    always @(posedge clk) word <= level[I][W-1:0];
endmodule

// N registers of W bits, of which one is written.
module fs_enables #(parameter N = 4, W = 8, I = 2) (input wire clk, write, input wire [I-1:0] index, input wire [W-1:0] word, output reg [N*W-1:0] words);
    integer i;
    always @(posedge clk) for (i = 0; i < N; i = i + 1) if (write && index == i) words[i*W +: W] <= word;
endmodule

// Counts to LAST and starts again.
module fs_counter #(parameter LAST = 255, W = 8) (input wire clk, enable, output reg [W-1:0] count);
    always @(posedge clk) if (enable) count <= count == LAST ? 0 : count + 1'b1;
endmodule

// Limits V signed bits to the narrow signed format of B bits.
module fs_clip #(parameter V = 20, B = 8) (input wire clk, input wire signed [V-1:0] value, output reg signed [B-1:0] q);
    wire signed [V-1:0] top = (1 << (B - 1)) - 1;
    always @(posedge clk) q <= value > top ? top[B-1:0] : value < -top ? -top[B-1:0] : value[B-1:0];
endmodule

// Limits V signed bits to the unsigned format of B bits.
module fs_clip_unsigned #(parameter V = 20, B = 8) (input wire clk, input wire signed [V-1:0] value, output reg [B-1:0] q);
    wire signed [V-1:0] top = (1 << B) - 1;
    always @(posedge clk) q <= value > top ? top[B-1:0] : value < 0 ? {B{1'b0}} : value[B-1:0];
endmodule

// A bias and the rectifier.
module fs_rectify #(parameter W = 20) (input wire clk, input wire signed [W-1:0] acc, bias, output reg [W-1:0] q);
    wire signed [W-1:0] sum = acc + bias;
    always @(posedge clk) q <= sum[W-1] ? {W{1'b0}} : sum;
endmodule

// The larger of two.
module fs_max #(parameter W = 8) (input wire clk, input wire signed [W-1:0] a, b, output reg signed [W-1:0] q);
    always @(posedge clk) q <= a > b ? a : b;
endmodule

// (9 a + 3 b + 3 c + d + 8) / 16.
module fs_mix #(parameter W = 8) (input wire clk, input wire signed [W-1:0] a, b, c, d, output reg signed [W-1:0] q);
    wire signed [W+5:0] sum = 9 * a + 3 * b + 3 * c + d + 8;
    always @(posedge clk) q <= sum[W+3:4];
endmodule

// A sum of paired products taken apart into two accumulators: P bits, the low field of S.
module fs_unpack #(parameter P = 32, S = 17, W = 20) (input wire clk, enable, first, input wire signed [P-1:0] chain, output reg signed [W-1:0] low, high);
    wire signed [S-1:0] part = chain[S-1:0];
    wire signed [P-S-1:0] rest = chain[P-1:S] + part[S-1];
    wire signed [W-1:0] low_part = part, high_part = rest;
    always @(posedge clk) if (enable) begin
        low <= (first ? {W{1'b0}} : low) + low_part;
        high <= (first ? {W{1'b0}} : high) + high_part;
    end
endmodule

// Two weights of W bits in one factor: high * 2^S + low.
module fs_pair #(parameter W = 8, S = 17) (input wire clk, input wire signed [W-1:0] low, high, output reg signed [W+S-1:0] pair);
    always @(posedge clk) pair <= (high <<< S) + low;
endmodule

// Comparison with a constant.
module fs_threshold #(parameter W = 20, LIMIT = 1234) (input wire clk, input wire signed [W-1:0] value, output reg bit_out);
    always @(posedge clk) bit_out <= value > LIMIT;
endmodule


// Control of a queue with D places in a memory: two addresses and a count.
module fs_queue #(parameter D = 64, I = 6) (input wire clk, rst, write, read, output wire writes, reads, output reg [I-1:0] tail, head, output reg full, empty);
    reg [I:0] count;
    assign writes = write && !full, reads = read && !empty;
    wire [I:0] next = count + writes - reads;
    always @(posedge clk) if (rst) begin
        {tail, head, count, full, empty} <= {{(3*I+2){1'b0}}, 1'b1};
    end else begin
        if (writes) tail <= tail == D - 1 ? 0 : tail + 1'b1;
        if (reads) head <= head == D - 1 ? 0 : head + 1'b1;
        count <= next;
        full <= next == D;
        empty <= next == 0;
    end
endmodule

// Control of a queue with D places in shift registers: one address.
module fs_shift_queue #(parameter D = 16, I = 4) (input wire clk, rst, write, read, output wire writes, output reg [I-1:0] place, output reg full, empty);
    assign writes = write && !full;
    wire reads = read && !empty;
    always @(posedge clk) if (rst) begin
        {place, full, empty} <= {{I{1'b1}}, 2'b01};
    end else if (writes != reads) begin
        place <= writes ? place + 1'b1 : place - 1'b1;
        full <= writes && place == D - 2;
        empty <= reads && place == 0;
    end
endmodule
`default_nettype wire
