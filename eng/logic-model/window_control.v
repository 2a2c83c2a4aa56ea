// Control of a sliding-window convolution: what hw/hls/sliding_window.hpp and line_memory.hpp count and address, as one state machine that
// may move in a cycle in which its streams allow. INT is the width of its numbers: 0 for as many bits as each needs, else that many.
`default_nettype none
module fs_window_control #(
    parameter IN_H = 64, IN_W = 64, K = 3, PAD = 1, WORDS = 4, TAP_WORDS = 4, OUT_FOLDS = 2, OUT_C = 8, QUANT = 1, OUT_LANES = 4, INT = 0
) (
    input wire clk, rst, in_valid, out_ready,
    output wire in_ready, out_valid, enters, moves_row, products, first, last, is_padding, is_recent, requantises,
    output wire [23:0] line_write, line_read, recent_write, recent_old, recent_read, rom, channel
);
    localparam PADDED_H = IN_H + 2 * PAD, PADDED_W = IN_W + 2 * PAD, ROWS = K > 1 ? K - 1 : 1;
    localparam SLOTS = 1 << $clog2(K + 2), FOLDS = OUT_FOLDS * K * K * TAP_WORDS, STAY = FOLDS > WORDS ? FOLDS : WORDS;
    localparam PIXELS = ROWS * IN_W;
    localparam Y = INT ? INT : $clog2(PADDED_H + 1) + 1, X = INT ? INT : $clog2(PADDED_W + 1) + 1, T = INT ? INT : $clog2(STAY + 1);
    localparam N = INT ? INT : $clog2(IN_H * IN_W + 1) + 1, L = INT ? INT : $clog2(PIXELS + 1), D = INT ? INT : $clog2(OUT_C + QUANT + 1);
    localparam F = INT ? INT : $clog2(FOLDS + 1), KW = INT ? INT : $clog2(K + 1), J = INT ? INT : $clog2(TAP_WORDS + 1), O = INT ? INT : $clog2(OUT_FOLDS + 1);
    reg signed [Y-1:0] y, ny;
    reg signed [X-1:0] x, nx;
    reg [T-1:0] turn;
    reg signed [N-1:0] newest;
    reg [L-1:0] place;
    reg [KW-1:0] ky, kx, first_line;
    reg [J-1:0] j;
    reg [O-1:0] fold;
    reg [F-1:0] rom_place;
    reg [D-1:0] done_first, quantised;

    wire next_on_map = ny >= PAD && ny < PAD + IN_H && nx >= PAD && nx < PAD + IN_W;
    wire on_grid = y >= K - 1 && x >= K - 1 && y < PADDED_H;
    assign requantises = quantised < OUT_LANES;
    wire enters_now = turn < WORDS && next_on_map;
    wire blocked = (enters_now && turn == 0 && !in_valid) || (out_valid && !out_ready);
    wire go = !blocked;
    assign channel = done_first + quantised;
    assign out_valid = requantises && done_first + quantised == OUT_C - QUANT;
    assign in_ready = go && enters_now && turn == 0;
    assign enters = go && enters_now;
    assign products = go && on_grid && turn < FOLDS;
    assign first = ky == 0 && kx == 0 && j == 0;
    assign last = j == TAP_WORDS - 1 && kx == K - 1 && ky == K - 1;
    wire moves = turn == (on_grid ? STAY : WORDS) - 1;

    wire signed [N-1:0] newest_now = turn == 0 ? newest + 1'b1 : newest;
    wire [L-1:0] place_now = turn == 0 ? (place == PIXELS - 1 ? 0 : place + 1'b1) : place;
    wire [N-1:0] moving = newest_now + 1;
    assign line_write = place_now * WORDS + turn;
    assign recent_write = (newest_now & (SLOTS - 1)) * WORDS + turn;
    assign recent_old = (moving & (SLOTS - 1)) * WORDS + turn;
    assign moves_row = enters && newest_now >= SLOTS - 1;

    wire signed [Y:0] row = y - (K - 1) - PAD + ky;
    wire signed [X:0] column = x - (K - 1) - PAD + kx;
    assign is_padding = row < 0 || row >= IN_H || column < 0 || column >= IN_W;
    wire signed [N:0] index = row * IN_W + column;
    assign is_recent = K == 1 || newest - index < SLOTS;
    wire [KW:0] line_sum = first_line + ky;
    wire [KW:0] line = line_sum >= ROWS ? line_sum - ROWS : line_sum;
    wire [15:0] word = (TAP_WORDS == 1 ? fold : 0) + j;
    assign line_read = (line * IN_W + column) * WORDS + word;
    assign recent_read = (index & (SLOTS - 1)) * WORDS + word;
    assign rom = rom_place;

    wire tap_done = j == TAP_WORDS - 1, row_done = tap_done && kx == K - 1, outputs_done = row_done && ky == K - 1, all_done = outputs_done && fold == OUT_FOLDS - 1;
    always @(posedge clk) if (rst) begin
        y <= -1; x <= PADDED_W - 1; ny <= 0; nx <= 0; turn <= 0; newest <= -1; place <= 0; first_line <= 0;
        ky <= 0; kx <= 0; j <= 0; fold <= 0; rom_place <= 0; done_first <= 0; quantised <= OUT_LANES;
    end else if (go) begin
        if (requantises) quantised <= quantised + QUANT;
        if (enters_now) begin
            newest <= newest_now;
            place <= place_now;
        end
        if (products) begin
            j <= tap_done ? 0 : j + 1'b1;
            if (tap_done) kx <= row_done ? 0 : kx + 1'b1;
            if (row_done) ky <= outputs_done ? 0 : ky + 1'b1;
            if (outputs_done) fold <= all_done ? 0 : fold + 1'b1;
            rom_place <= all_done ? 0 : rom_place + 1'b1;
            if (outputs_done) begin
                done_first <= fold * OUT_LANES;
                quantised <= 0;
            end
        end
        turn <= moves ? 0 : turn + 1'b1;
        if (moves) begin
            y <= ny; x <= nx;
            nx <= nx == PADDED_W - 1 ? 0 : nx + 1'b1;
            if (nx == PADDED_W - 1) ny <= ny + 1'b1;
            if (nx == 0) first_line <= first_line == ROWS - 1 ? 0 : first_line + 1'b1;
        end
    end
endmodule
`default_nettype wire
