using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import.Onnx.External;

/// <summary>FS144x: errors about tensors that an ONNX file keeps in other files (docs/diagnostics/checkpoints.md).</summary>
internal static class ExternalErrors
{
    public static Diagnostic Place(string at, string tensor, string location, string problem) => new(
        "FS1440",
        $"Tensor '{tensor}' points to '{location}', {problem}.",
        at,
        "a model reads only files beside it or below its folder.",
        "put the data file beside the model, or save the model with its weights inside (save_as_external_data=False).");

    public static Diagnostic File(string at, string tensor, string location, string problem) => new(
        "FS1441",
        $"The file '{location}' with tensor '{tensor}' cannot be read: {problem.TrimEnd('.')}.",
        at,
        "the model keeps its weights in that file.",
        "copy it together with the model.");

    public static Diagnostic Range(string at, string tensor, string location, string range, int bytes) => new(
        "FS1442",
        $"Tensor '{tensor}' lies at {PickleStack.Shown(range)} in '{PickleStack.Shown(location)}', which has {bytes} bytes.",
        at,
        "offset and length are those of the tensor's bytes in the file.",
        "export the model again; its two files do not belong together or one is cut off.");
}
