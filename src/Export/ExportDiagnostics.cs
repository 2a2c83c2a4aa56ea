using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Export;

/// <summary>FS24xx: what an ONNX file cannot say (docs/diagnostics/export.md).</summary>
internal static class ExportDiagnostics
{
    public static Diagnostic NeedsClip(IntegerNode node) => new(
        "FS2401",
        $"QDQ cannot hold the format {node.Format} of {OperatorNames.Of(node.Operator)} '{node.Name}'.",
        At(node),
        "QuantizeLinear saturates at the ends of 8 or 16 bits, and this format is narrower.",
        "export with --qcdq, which clips the integers, or with --qonnx.");

    public static Diagnostic TooWide(IntegerNode node) => new(
        "FS2402",
        $"ONNX cannot round to the format {node.Format} of {OperatorNames.Of(node.Operator)} '{node.Name}'.",
        At(node),
        "values of more than 16 bits are float32 in the file, which holds integers of up to 25 bits with their sign.",
        "quantize again so that this operator has a narrower result; only the exact logit needs more.");

    public static Diagnostic NotWritten(string path, string reason) => new(
        "FS2403",
        "The ONNX file cannot be written.",
        path,
        reason,
        "free space or choose another folder; an older file of this name, if any, is unchanged.");

    private static string At(IntegerNode node) => $"node '{node.Name}'";
}
