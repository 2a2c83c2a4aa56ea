using System.IO.Compression;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Import.Architectures;

/// <summary>The networks of the model zoo, embedded from models/architectures/ by the build.</summary>
internal static class ArchitectureCatalogue
{
    private const string Prefix = "architectures/";
    private const string Suffix = ".onnx.gz";
    private static readonly Lazy<IReadOnlyList<Architecture>> Loaded = new(Load);

    /// <summary>Every network, by name; the plain variant of a network (cmunext-xxs) comes before the others (cmunext-xxs-hardswish).</summary>
    public static IReadOnlyList<Architecture> All => Loaded.Value;

    private static Architecture[] Load() =>
    [
        .. typeof(ArchitectureCatalogue).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => new Architecture(name[Prefix.Length..^Suffix.Length], Read(name)))
            .OrderBy(a => a.Name, StringComparer.Ordinal),
    ];

    private static ModelProto Read(string resource)
    {
        using var stream = typeof(ArchitectureCatalogue).Assembly.GetManifestResourceStream(resource)!;
        using var inflated = new GZipStream(stream, CompressionMode.Decompress);
        return ModelProto.Parser.ParseFrom(inflated);
    }
}
