using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Onnx;

/// <summary>FS1110 to FS1113: errors about one tensor of an ONNX file.</summary>
internal static class TensorErrors
{
    public static Diagnostic Data(string at, string name, string problem) => new(
        "FS1110",
        $"Tensor '{name}': {problem}.",
        at,
        "the product of the dimensions is the number of elements.",
        "export the model again; the file is damaged.");

    public static Diagnostic Type(string at, string name, string found, string wanted) => new(
        "FS1111",
        $"Tensor '{name}' holds {found} where {wanted} belong.",
        at,
        "weights are read as float32, float16 or float64, shapes as int32 or int64.",
        "export the float network; FpgaSeg quantizes it itself.");

    public static Diagnostic External(string at, string name) => new(
        "FS1112",
        $"Tensor '{name}' is kept in another file.",
        at,
        "a model is one file, so that its hash says what it is.",
        "save it with its weights inside (onnx.save_model(..., save_as_external_data=False)).");

    public static Diagnostic NotFinite(string at, string name, int count, int first, float value) => new(
        "FS1113",
        count == 1
            ? $"Tensor '{name}' has a value that is not finite: {Name(value)} at index {first}."
            : $"Tensor '{name}' has {count} values that are not finite; the first is {Name(value)} at index {first}.",
        at,
        "no scale can represent it.",
        "train again from the last good checkpoint, or at a lower learning rate; the training diverged.");

    private static string Name(float value) => float.IsNaN(value) ? "NaN" : value > 0 ? "+infinity" : "-infinity";
}
