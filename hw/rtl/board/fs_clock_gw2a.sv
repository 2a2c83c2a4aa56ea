// The design's clock from the oscillator of a Gowin GW2A board, and the reset that goes with it. gen-hls chooses the factors, which are whole here.
`default_nettype none

module fs_clock_gw2a (
    input  wire logic oscillator,
    output logic      clk,
    output logic      rst
);
    logic locked;

    // The family's factors are one less than what they divide by; the last one only sets the rate of the oscillator within.
    rPLL #(
        .FCLKIN(fpgaseg_design_pkg::OscillatorMhz), .DEVICE("GW2A-18C"),
        .IDIV_SEL(fpgaseg_design_pkg::ClockInputDivide - 1), .FBDIV_SEL(fpgaseg_design_pkg::ClockMultiplyEighths / 8 - 1),
        .ODIV_SEL(fpgaseg_design_pkg::ClockOutputDivideEighths / 8)
    ) pll (
        .CLKIN(oscillator), .CLKOUT(clk), .LOCK(locked), .CLKFB(1'b0), .RESET(1'b0), .RESET_P(1'b0),
        .FBDSEL(6'd0), .IDSEL(6'd0), .ODSEL(6'd0), .PSDA(4'd0), .DUTYDA(4'd0), .FDLY(4'd0), .CLKOUTP(), .CLKOUTD(), .CLKOUTD3());

    fs_power_on_reset reset (.clk(clk), .locked(locked), .rst(rst));
endmodule

`default_nettype wire
