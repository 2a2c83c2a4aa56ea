// High for 64 clocks after `clk` has become steady, and whenever it is not. It relies on the value that flip-flops have after configuration.
`default_nettype none

module fs_power_on_reset (
    input  wire logic clk,
    input  wire logic locked,
    output logic      rst
);
    logic steady;
    logic [6:0] age = 7'd0;

    fs_synchroniser lock_sync (.clk(clk), .in(locked), .out(steady));

    assign rst = !age[6];

    always_ff @(posedge clk)
        if (!steady)
            age <= 7'd0;
        else if (rst)
            age <= age + 7'd1;
endmodule

`default_nettype wire
