// Whether two numbers are equal, two clocks after they have come to rest: three bits of each fill a look-up table, and the answer is put together a clock later.
`default_nettype none

module fs_equal #(
    parameter int BITS = 16
) (
    input  wire logic            clk,
    input  wire logic [BITS-1:0] a,
    input  wire logic [BITS-1:0] b,
    output logic                 equal
);
    localparam int Groups = (BITS + 2) / 3;

    logic [3*Groups-1:0] differ;
    logic [Groups-1:0] same;

    assign differ = (3*Groups)'(a) ^ (3*Groups)'(b);

    always_ff @(posedge clk) begin
        for (int i = 0; i < Groups; i++)
            same[i] <= differ[3*i +: 3] == 3'd0;
        equal <= &same;
    end
endmodule

`default_nettype wire
