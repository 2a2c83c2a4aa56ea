using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Graph.Tests.Package;

/// <summary>FS2001 to FS2006 read as their golden files.</summary>
public sealed partial class PackageErrorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Errors { get; } = new()
    {
        ["FS2001"] = () => ModelPackageFile.Load("no/such/model.fsq").Errors,
        ["FS2002"] = () => ModelPackageFile.Read([1, 2, 3], "model.fsq").Errors,
        ["FS2003"] = () => ModelPackageFile.Read(Replaced("fpgaseg test", "fpgaseg tesT"), "model.fsq").Errors,
        ["FS2004"] = () => ModelPackageFile.Read(Replaced("\"format_version\": 2", "\"format_version\": 7"), "model.fsq").Errors,
        ["FS2005"] = () => ModelPackageFile.Read(ModelPackageFile.Write(PackageCase.Package with { Graph = Unsound }), "model.fsq").Errors,
        ["FS2006"] = () => ModelPackageFile.Save(PackageCase.Package, Folder).Errors,
    };

    private static DataflowGraph<IntegerNode> Unsound => PackageCase.With("sum", n => n with { Operator = new IntegerAdd(1, 1, 48) });

    public static TheoryData<string> Names() => new(Errors.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Error_reads_as_its_golden_file(string name)
    {
        var text = string.Join('\n', Errors[name]()).Replace(Folder, "GOLDEN", StringComparison.Ordinal).Replace(Directory.GetCurrentDirectory(), "FOLDER", StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, $"{name}.txt")).TrimEnd('\n'), text);
    }

    /// <summary>65536^4 is 2^64: in 64 bits that kernel would have no weights at all, and lie inside every file.</summary>
    [Fact]
    public void A_kernel_whose_size_wraps_around_is_refused()
    {
        var bytes = WithGraph(json => KernelShape().Replace(json, "\"kernel_shape\": [65536, 65536, 65536, 65536]"));

        var error = Assert.Single(ModelPackageFile.Read(bytes, "model.fsq").Errors);

        Assert.Equal("FS2002", error.Code);
        Assert.Contains("18446744073709551", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_golden_file_is_orphaned() =>
        Assert.Equal(Errors.Keys.Order(), Directory.GetFiles(Folder).Select(f => Path.GetFileNameWithoutExtension(f)!).Order());

    [GeneratedRegex("\"kernel_shape\": \\[[^]]*\\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KernelShape();

    /// <summary>The package with another graph, whose hash is in the manifest.</summary>
    private static byte[] WithGraph(Func<string, string> change)
    {
        using var source = new ZipArchive(new MemoryStream(ModelPackageFile.Write(PackageCase.Package)));
        using var reader = new StreamReader(source.GetEntry("graph.json")!.Open());
        var graph = reader.ReadToEnd();
        return Packed((name, text) => name == "graph.json" ? change(text) : text.Replace(Sha256(graph), Sha256(change(graph)), StringComparison.Ordinal));
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Replaced(string from, string to) => Packed((_, text) => text.Replace(from, to, StringComparison.Ordinal));

    /// <summary>The package with other entries, packed anew so that the archive itself is sound.</summary>
    private static byte[] Packed(Func<string, string, string> change)
    {
        using var source = new ZipArchive(new MemoryStream(ModelPackageFile.Write(PackageCase.Package)));
        using var packed = new MemoryStream();
        using (var target = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
                using var writer = target.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                writer.Write(Encoding.Latin1.GetBytes(change(entry.FullName, reader.ReadToEnd())));
            }
        }

        return packed.ToArray();
    }
}
