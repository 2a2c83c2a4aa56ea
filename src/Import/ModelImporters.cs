using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Onnx;
using FpgaSeg.Import.Safetensors;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import;

/// <summary>The catalogue of importers.</summary>
public static class ModelImporters
{
    /// <summary>Every importer, in the order in which they are asked.</summary>
    public static IReadOnlyList<IModelImporter> All { get; } = [new OnnxImporter(), new TorchImporter(), new SafetensorsImporter()];

    /// <summary>Imports a model file with the importer of its extension, or else the one that recognises its first bytes.</summary>
    public static Result<ImportedModel> Import(string path, ImportOptions options) =>
        ModelFile.Read(path).Then(content => Choose(path, content) is { } importer
            ? importer.Import(content, Path.GetFileName(path), options with { Folder = Path.GetDirectoryName(Path.GetFullPath(path)) })
            : ImportErrors.UnknownFormat(path, All.Select(i => $"{i.Format} ({i.Extension})")));

    private static IModelImporter? Choose(string path, byte[] content)
    {
        var extension = Path.GetExtension(path);
        return All.FirstOrDefault(i => string.Equals(i.Extension, extension, StringComparison.OrdinalIgnoreCase))
            ?? All.FirstOrDefault(i => i.Recognises(content));
    }
}
