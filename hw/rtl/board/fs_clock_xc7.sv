// The design's clock from the oscillator of a 7-series or Zynq-7000 board, and the reset that goes with it. gen-hls chooses the factors.
`default_nettype none

module fs_clock_xc7 (
    input  wire logic oscillator,
    output logic      clk,
    output logic      rst
);
    logic feedback, made, locked;

    MMCME2_BASE #(
        .CLKIN1_PERIOD(1.0e9 / fpgaseg_design_pkg::OscillatorHz),
        .DIVCLK_DIVIDE(fpgaseg_design_pkg::ClockInputDivide),
        .CLKFBOUT_MULT_F(fpgaseg_design_pkg::ClockMultiplyEighths / 8.0),
        .CLKOUT0_DIVIDE_F(fpgaseg_design_pkg::ClockOutputDivideEighths / 8.0)
    ) mmcm (
        .CLKIN1(oscillator), .CLKFBIN(feedback), .CLKFBOUT(feedback), .CLKOUT0(made), .LOCKED(locked), .PWRDWN(1'b0), .RST(1'b0),
        .CLKOUT0B(), .CLKOUT1(), .CLKOUT1B(), .CLKOUT2(), .CLKOUT2B(), .CLKOUT3(), .CLKOUT3B(), .CLKOUT4(), .CLKOUT5(), .CLKOUT6(), .CLKFBOUTB());

    BUFG buffer (.I(made), .O(clk));
    fs_power_on_reset reset (.clk(clk), .locked(locked), .rst(rst));
endmodule

`default_nettype wire
