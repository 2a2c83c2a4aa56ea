using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Errors of ONNX tensors in other files.</summary>
internal static class BadExternalData
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<Diagnostic>>> All = new Dictionary<string, Func<IEnumerable<Diagnostic>>>
    {
        ["FS1440"] = () => Import("../secret.bin"),
        ["FS1440_inner"] = () => Import("weights/../../secret.bin"),
        ["FS1440_absolute"] = () => Import("/etc/passwd"),
        ["FS1440_drive"] = () => Import(@"C:\weights.bin"),
        ["FS1440_link"] = () => Import("link.bin", folder => File.CreateSymbolicLink(Path.Combine(folder, "link.bin"), "weights.bin")),
        ["FS1440_empty"] = () => Import(""),
        ["FS1441"] = () => Import("other.bin"),
        ["FS1442"] = () => Import("weights.bin", offset: "8", length: "36"),
        ["FS1442_number"] = () => Import("weights.bin", offset: "-8"),
    };

    private static IEnumerable<Diagnostic> Import(string location, Action<string>? prepare = null, string? offset = null, string? length = null)
    {
        var folder = Directory.CreateTempSubdirectory("fpgaseg-external-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "weights.bin"), new byte[36]);
            prepare?.Invoke(folder.FullName);
            var path = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllBytes(path, ExternalModel.Bytes(location, offset, length));
            return OnnxImporter.Import(path, new ImportOptions()).Errors;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
