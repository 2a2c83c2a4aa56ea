// The design's clock from the oscillator of an ECP5 board, and the reset that goes with it. gen-hls chooses the factors, which are whole here.
`default_nettype none

module fs_clock_ecp5 (
    input  wire logic oscillator,
    output logic      clk,
    output logic      rst
);
    logic locked;

    EHXPLLL #(
        .CLKI_DIV(fpgaseg_design_pkg::ClockInputDivide),
        .CLKFB_DIV(fpgaseg_design_pkg::ClockMultiplyEighths / 8),
        .CLKOP_DIV(fpgaseg_design_pkg::ClockOutputDivideEighths / 8),
        .CLKOP_ENABLE("ENABLED"), .CLKOP_CPHASE(fpgaseg_design_pkg::ClockOutputDivideEighths / 8 - 1), .CLKOP_FPHASE(0), .FEEDBK_PATH("CLKOP")
    ) pll (
        .CLKI(oscillator), .CLKFB(clk), .CLKOP(clk), .LOCK(locked), .RST(1'b0), .STDBY(1'b0), .ENCLKOP(1'b0),
        .PHASESEL0(1'b0), .PHASESEL1(1'b0), .PHASEDIR(1'b0), .PHASESTEP(1'b0), .PHASELOADREG(1'b0), .PLLWAKESYNC(1'b0));

    fs_power_on_reset reset (.clk(clk), .locked(locked), .rst(rst));
endmodule

`default_nettype wire
