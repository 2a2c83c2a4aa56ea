using System.Security.Cryptography;
using System.Text.Json;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Package;

/// <summary>A package as read from a file, with its model id.</summary>
/// <param name="ModelId">SHA-256 of the file, 64 hexadecimal digits.</param>
public sealed record LoadedModel(ModelPackage Package, string ModelId);

/// <summary>model.fsq: a zip of manifest.json, graph.json and tensors.bin; the same package always gives the same bytes (docs/model-format.md).</summary>
public static class ModelPackageFile
{
    /// <summary>The bytes of model.fsq.</summary>
    public static byte[] Write(ModelPackage package)
    {
        var writer = new NodeWriter();
        var graph = new GraphDocument([.. package.Graph.Nodes.Select(writer.Write)]);
        var (graphJson, tensors) = (JsonSerializer.SerializeToUtf8Bytes(graph, PackageContext.Default.GraphDocument), writer.Tensors);
        var manifest = new ManifestDocument(
            ModelPackage.FormatVersion,
            package.Tool,
            package.SourceName,
            package.SourceSha256,
            [.. package.Normalization.Mean],
            [.. package.Normalization.StandardDeviation],
            Sha256(graphJson),
            Sha256(tensors));
        var manifestJson = JsonSerializer.SerializeToUtf8Bytes(manifest, PackageContext.Default.ManifestDocument);
        return StoredZip.Write([("manifest.json", manifestJson), ("graph.json", graphJson), ("tensors.bin", tensors)]);
    }

    /// <summary>The model id of a package's bytes.</summary>
    public static string ModelIdOf(byte[] bytes) => Sha256(bytes);

    /// <summary>Reads a model.fsq and checks it whole: one changed byte anywhere is refused.</summary>
    public static Result<LoadedModel> Load(string path)
    {
        try
        {
            return Read(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PackageDiagnostics.Unreadable(path, e.Message);
        }
    }

    /// <summary>Reads the bytes of a model.fsq; <paramref name="path"/> is for diagnostics.</summary>
    public static Result<LoadedModel> Read(byte[] bytes, string path)
    {
        try
        {
            var package = Parse(bytes);
            var problems = IntegerGraphRules.Check(package.Graph);
            if (problems.Count > 0)
                return Result<LoadedModel>.Fail(problems.Select(p => PackageDiagnostics.BrokenRule(path, p)));
            if (!Write(package).AsSpan().SequenceEqual(bytes))
                return PackageDiagnostics.NotCanonical(path);
            return new LoadedModel(package, ModelIdOf(bytes));
        }
        catch (UnsupportedFormatException e)
        {
            return PackageDiagnostics.OtherVersion(path, e.Version);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or ArgumentException or OverflowException or EndOfStreamException or IOException)
        {
            return PackageDiagnostics.Damaged(path, e.Message);
        }
    }

    /// <summary>Writes the package to <paramref name="path"/>, whole or not at all, and returns its model id.</summary>
    public static Result<string> Save(ModelPackage package, string path)
    {
        var bytes = Write(package);
        try
        {
            AtomicFile.WriteBytes(path, bytes);
            return ModelIdOf(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PackageDiagnostics.NotWritten(path, e.Message);
        }
    }

    private static ModelPackage Parse(byte[] bytes)
    {
        var zip = StoredZipArchive.Open(bytes);
        byte[] manifestJson = Entry(zip, "manifest.json"), graphJson = Entry(zip, "graph.json"), tensors = Entry(zip, "tensors.bin");
        var manifest = JsonSerializer.Deserialize(manifestJson, PackageContext.Default.ManifestDocument)
            ?? throw new InvalidDataException("manifest.json is null");
        if (manifest.FormatVersion != ModelPackage.FormatVersion)
            throw new UnsupportedFormatException(manifest.FormatVersion);
        if (Sha256(graphJson) != manifest.GraphSha256)
            throw new InvalidDataException("graph.json is not the one that manifest.json names");
        if (Sha256(tensors) != manifest.TensorsSha256)
            throw new InvalidDataException("tensors.bin is not the one that manifest.json names");
        var graph = JsonSerializer.Deserialize(graphJson, PackageContext.Default.GraphDocument)
            ?? throw new InvalidDataException("graph.json is null");
        return new ModelPackage(
            manifest.Tool,
            manifest.SourceName,
            manifest.SourceSha256,
            new InputNormalization([.. manifest.InputMean], [.. manifest.InputStandardDeviation]),
            new DataflowGraph<IntegerNode>(graph.Nodes.Select(n => NodeReader.Read(n ?? throw new InvalidDataException("a node is null"), tensors))));
    }

    /// <summary>Entries are stored, so nothing that is read here can be larger than the file.</summary>
    private static byte[] Entry(StoredZipArchive zip, string name) =>
        zip.Find(name)?.ToArray() ?? throw new InvalidDataException($"there is no {name} in it");

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class UnsupportedFormatException(int version) : Exception
    {
        public int Version { get; } = version;
    }
}
