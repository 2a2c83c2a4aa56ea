// Stand-ins for the vendors' clock cells: the oscillator's input is driven with the design's clock and passes through; locked after a while, as a PLL is.
// The factors are not looked at: a test computes what they make.
`default_nettype none

module fs_lock_model (input wire logic clk, output logic locked);
    logic [3:0] age = 4'd0;
    assign locked = age == 4'd15;
    always_ff @(posedge clk) if (!locked) age <= age + 4'd1;
endmodule

module MMCME2_BASE #(
    parameter real CLKIN1_PERIOD = 0.0, CLKFBOUT_MULT_F = 5.0, CLKOUT0_DIVIDE_F = 1.0,
    parameter int DIVCLK_DIVIDE = 1
) (
    input wire logic CLKIN1, CLKFBIN, PWRDWN, RST,
    output logic CLKFBOUT, CLKFBOUTB, CLKOUT0, CLKOUT0B, CLKOUT1, CLKOUT1B, CLKOUT2, CLKOUT2B, CLKOUT3, CLKOUT3B, CLKOUT4, CLKOUT5, CLKOUT6, LOCKED
);
    assign CLKOUT0 = CLKIN1;
    assign CLKFBOUT = CLKIN1;
    assign {CLKFBOUTB, CLKOUT0B, CLKOUT1, CLKOUT1B, CLKOUT2, CLKOUT2B, CLKOUT3, CLKOUT3B, CLKOUT4, CLKOUT5, CLKOUT6} = 11'd0;
    fs_lock_model lock (.clk(CLKIN1), .locked(LOCKED));
endmodule

module BUFG (input wire logic I, output logic O);
    assign O = I;
endmodule

module EHXPLLL #(
    parameter int CLKI_DIV = 1, CLKFB_DIV = 1, CLKOP_DIV = 8, CLKOP_CPHASE = 0, CLKOP_FPHASE = 0,
    parameter CLKOP_ENABLE = "ENABLED", FEEDBK_PATH = "CLKOP"
) (
    input wire logic CLKI, CLKFB, RST, STDBY, ENCLKOP, PHASESEL0, PHASESEL1, PHASEDIR, PHASESTEP, PHASELOADREG, PLLWAKESYNC,
    output logic CLKOP, LOCK
);
    assign CLKOP = CLKI;
    fs_lock_model lock (.clk(CLKI), .locked(LOCK));
endmodule

module rPLL #(
    parameter FCLKIN = "100.0", DEVICE = "GW1N-1",
    parameter int IDIV_SEL = 0, FBDIV_SEL = 0, ODIV_SEL = 8
) (
    input wire logic CLKIN, CLKFB, RESET, RESET_P,
    input wire logic [5:0] FBDSEL, IDSEL, ODSEL,
    input wire logic [3:0] PSDA, FDLY, DUTYDA,
    output logic CLKOUT, CLKOUTP, CLKOUTD, CLKOUTD3, LOCK
);
    assign CLKOUT = CLKIN;
    assign {CLKOUTP, CLKOUTD, CLKOUTD3} = 3'd0;
    fs_lock_model lock (.clk(CLKIN), .locked(LOCK));
endmodule

`default_nettype wire
