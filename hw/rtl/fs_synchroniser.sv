// Two flip-flops for signals from another clock. Of several bits at most one may change at a time.
`default_nettype none

module fs_synchroniser #(
    parameter int BITS = 1
) (
    input  wire logic            clk,
    input  wire logic [BITS-1:0] in,
    output logic      [BITS-1:0] out
);
    (* ASYNC_REG = "TRUE" *) logic [BITS-1:0] first;
    (* ASYNC_REG = "TRUE" *) logic [BITS-1:0] second;

    assign out = second;

    always_ff @(posedge clk) begin
        first <= in;
        second <= first;
    end
endmodule

`default_nettype wire
