using System.IO.Compression;
using System.Text.Json;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Import.Safetensors;
using FpgaSeg.Import.Torch;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Checkpoints that PyTorch wrote (make_fixtures.py).</summary>
internal static class CheckpointFixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Fixtures");

    /// <summary>A tensor as PyTorch describes it; values are those of float types only.</summary>
    public sealed record Described(string Name, string Type, long[] Dims, float[]? Values);

    /// <summary>What PyTorch says is in tensors*.pth and tensors.safetensors.</summary>
    public static Described[] Tensors => [.. JsonDocument.Parse(File.ReadAllText(PathOf("tensors.json"))).RootElement.EnumerateArray().Select(row => new Described(
        row.GetProperty("name").GetString()!,
        row.GetProperty("type").GetString()!,
        [.. row.GetProperty("dims").EnumerateArray().Select(d => d.GetInt64())],
        row.GetProperty("values") is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray().Select(v => v.GetSingle())] : null))];

    public static string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The bytes of a file, unpacked if it is kept packed.</summary>
    public static byte[] Read(string name)
    {
        if (File.Exists(PathOf(name)))
            return File.ReadAllBytes(PathOf(name));
        using var packed = new GZipStream(File.OpenRead(PathOf(name + ".gz")), CompressionMode.Decompress);
        using var content = new MemoryStream();
        packed.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Imports a fixture at the size its logit was computed for.</summary>
    public static Result<ImportedModel> Import(string name, ImportOptions? options = null) => Import(Read(name), name, options);

    public static Result<ImportedModel> Import(byte[] content, string name, ImportOptions? options = null)
    {
        IModelImporter importer = name.EndsWith(".safetensors", StringComparison.Ordinal) ? new SafetensorsImporter() : new TorchImporter();
        return importer.Import(content, name, options ?? new ImportOptions(32, 48));
    }
}
