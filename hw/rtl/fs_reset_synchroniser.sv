// A reset for a clock that may not run yet: `out` rises with `in`, and falls at the second edge of `clk` after `in` has fallen. `in` must be a register.
`default_nettype none

module fs_reset_synchroniser (
    input  wire logic clk,
    input  wire logic in,
    output logic      out
);
    (* ASYNC_REG = "TRUE" *) logic first;

    always_ff @(posedge clk or posedge in)
        if (in)
            {out, first} <= 2'b11;
        else
            {out, first} <= {first, 1'b0};
endmodule

`default_nettype wire
