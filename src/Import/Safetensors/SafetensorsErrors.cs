using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Safetensors;

/// <summary>FS142x: what can be wrong with a safetensors file (docs/diagnostics/checkpoints.md).</summary>
internal static class SafetensorsErrors
{
    private const string SaveAgain = "copy it again, or save it again with safetensors.torch.save_file(model.state_dict(), path).";

    public static Diagnostic Header(string at, string reason) => new(
        "FS1420",
        $"This is not a whole safetensors file: {reason}.",
        at,
        "it begins with the length of a JSON header that names each tensor, its type, shape and place.",
        SaveAgain);

    public static Diagnostic Tensor(string at, string name, string problem) => new(
        "FS1421",
        $"Tensor '{name}': {problem}.",
        at,
        "tensors follow the header one after another, without overlap or gap, up to the end of the file.",
        SaveAgain);
}
