using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HostDriver.Session;

/// <summary>FS501x: a time that lies below what physics allows is no record, and no mask is believed with it (docs/diagnostics/verification.md).</summary>
public static class BoundErrors
{
    private const string Why = "a time below the physical bound is an error of measurement, not a record.";

    /// <summary>More bits per second than the line has, towards the board.</summary>
    public static Diagnostic Upload(string name, TimeSpan measured, TimeSpan bound, int baud) => new(
        "FS5011",
        $"The upload of '{name}' took {measured.TotalMilliseconds:0.00} ms, and {baud} baud cannot do it in less than {bound.TotalMilliseconds:0.00} ms.",
        Why: Why,
        Try: "give the line's real baud in the device URL.");

    /// <summary>Fewer cycles than the multiplications need.</summary>
    public static Diagnostic Compute(string name, long cycles, long bound) => new(
        "FS5012",
        $"The board counted {cycles} cycles for '{name}', and its DSP blocks need at least {bound}.",
        Why: Why,
        Try: "check that build folder and bitstream belong together, and report this as a bug.");

    /// <summary>More bits per second than the line has, from the board.</summary>
    public static Diagnostic Download(string name, TimeSpan measured, TimeSpan bound, int baud) => new(
        "FS5013",
        $"All masks up to that of '{name}' came within {measured.TotalMilliseconds:0.00} ms, and {baud} baud cannot carry them in less than {bound.TotalMilliseconds:0.00} ms.",
        Why: Why,
        Try: "give the line's real baud in the device URL.");

    /// <summary>The mask was there before the board can have computed it.</summary>
    public static Diagnostic Total(string name, TimeSpan measured, TimeSpan compute, long clockHz) => new(
        "FS5014",
        $"The mask of '{name}' was there {measured.TotalMilliseconds:0.00} ms after its first byte was sent, and the board says that it computed for {compute.TotalMilliseconds:0.00} ms.",
        Why: $"its cycles or its clock of {clockHz / 1e6:0.###} MHz are not what it says.",
        Try: "check the clock of the board against the design's; generate and load the design again.");
}
