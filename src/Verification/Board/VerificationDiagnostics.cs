using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Verification.Divergence;

namespace FpgaSeg.Verification.Board;

/// <summary>FS50xx: the board and the simulator disagree.</summary>
public static class VerificationDiagnostics
{
    /// <summary>The first differing element is known.</summary>
    public static Diagnostic Located(FirstDivergence d, VerificationResult result) => new(
        "FS5001",
        $"The board differs from the model in {result.DifferingPixels} pixels of {result.DifferingImages} of {result.Images} masks.",
        $"{d.Image}: operator '{d.Operator}', channel {d.Channel}, row {d.Y}, column {d.X}: expected {d.Expected}, got {d.Actual}",
        "every operator before this one is equal; this is the first whose output differs.",
        "look at this operator's generated code and ROM; if they are untouched, run fpgaseg gen-hls again and report the difference.");

    /// <summary>Masks differ, and where it begins is unknown.</summary>
    public static Diagnostic NotLocated(VerificationResult result, string? build) => new(
        "FS5002",
        $"The board differs from the model in {result.DifferingPixels} pixels of {result.DifferingImages} of {result.Images} masks.",
        null,
        build is null
            ? "without the build folder there is no trace to look for the first difference in."
            : "the traced build of the same folder agrees with the simulator, so the difference arises on the board or the way to it.",
        build is null
            ? "give the folder that gen-hls wrote with --build."
            : "check timing and clock of the bitstream, then the board's power and cable.");

    /// <summary>The masks are equal and a tensor before them is not.</summary>
    public static Diagnostic OnlyInside(FirstDivergence d, VerificationResult result) => new(
        "FS5003",
        $"The design computes another tensor than the model, although all {result.Images} masks are equal.",
        $"{d.Image}: operator '{d.Operator}', channel {d.Channel}, row {d.Y}, column {d.X}: expected {d.Expected}, got {d.Actual}",
        "the traced build shows it; no pixel of these images crossed its threshold because of it, and a pixel of another image may.",
        "look at this operator's generated code and ROM; if they are untouched, run fpgaseg gen-hls again and report the difference.");
}
