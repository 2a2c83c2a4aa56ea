using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Quantizer.Ranges;

/// <summary>What is wrong with a ranges file.</summary>
internal static class RangesDiagnostics
{
    public static Diagnostic Unreadable(string path, string reason) => new(
        "FS2110",
        $"'{path}' cannot be read as a ranges file: {reason}",
        path,
        "scales are taken from it exactly or not at all.",
        "see docs/quantization.md for its form; fpgaseg quantize --write-ranges writes one.");

    public static Diagnostic Unwritable(string path, string reason) => new(
        "FS2111", $"The ranges file '{path}' cannot be written: {reason}", path, null, "choose another place or free some space.");

    public static Diagnostic DoesNotFit(string entry, string problem) => new(
        "FS2104",
        $"The ranges file does not fit the network: {entry} {problem}",
        "ranges file",
        "a scale that is applied to another value than it was trained for gives a network that nobody evaluated.",
        "write the names that fpgaseg quantize --write-ranges writes for this model.");
}
