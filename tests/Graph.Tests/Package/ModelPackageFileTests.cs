using System.IO.Compression;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Graph.Tests.Package;

/// <summary>model.fsq: round trip, and refusal of everything that is not exactly what was written.</summary>
public sealed class ModelPackageFileTests
{
    private static readonly string[] Refusals = ["FS2002", "FS2003", "FS2004", "FS2005"];

    [Fact]
    public void A_package_reads_back_and_rewrites_to_the_same_bytes()
    {
        var bytes = ModelPackageFile.Write(PackageCase.Package);
        var loaded = ModelPackageFile.Read(bytes, "model.fsq").Value;

        Assert.Equal(bytes, ModelPackageFile.Write(loaded.Package));
        Assert.Equal(ModelPackageFile.ModelIdOf(bytes), loaded.ModelId);
        Assert.Equal(PackageCase.Nodes.Select(n => (n.Name, n.Shape, n.Format, n.Scale, n.Source)), loaded.Package.Graph.Nodes.Select(n => (n.Name, n.Shape, n.Format, n.Scale, n.Source)));
    }

    [Fact]
    public void The_case_has_every_operator()
    {
        var operators = typeof(IntegerOperator).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(IntegerOperator)));
        var covered = PackageCase.Nodes.Select(n => n.Operator.GetType()).ToHashSet();
        Assert.All(operators, o => Assert.Contains(o, covered));
    }

    [Fact]
    public void Any_flipped_byte_is_refused()
    {
        var bytes = ModelPackageFile.Write(PackageCase.Package);
        for (var i = 0; i < bytes.Length; i++)
        {
            var original = bytes[i];
            foreach (var mask in new byte[] { 1, 0x80, 0xFF })
            {
                bytes[i] = (byte)(original ^ mask);
                AssertRefused(bytes, $"byte {i} ^ {mask}");
            }

            bytes[i] = original;
        }
    }

    [Fact]
    public void Any_truncation_is_refused()
    {
        var bytes = ModelPackageFile.Write(PackageCase.Package);
        for (var length = 0; length < bytes.Length; length++)
            AssertRefused(bytes[..length], $"length {length}");
    }

    [Fact]
    public void Random_bytes_are_refused() => Cases.ForAll(random =>
    {
        var bytes = new byte[random.Next(400)];
        random.NextBytes(bytes);
        AssertRefused(bytes, "random");
    });

    [Fact]
    public void The_archive_opens_with_any_zip_reader()
    {
        using var zip = new ZipArchive(new MemoryStream(ModelPackageFile.Write(PackageCase.Package)));
        Assert.Equal(["manifest.json", "graph.json", "tensors.bin"], zip.Entries.Select(e => e.FullName));
        using var tensors = zip.GetEntry("tensors.bin")!.Open();
        Assert.Equal([3, 0xFC, 5, 0x81], Enumerable.Range(0, 4).Select(_ => tensors.ReadByte()));
    }

    private static void AssertRefused(byte[] bytes, string what)
    {
        var result = ModelPackageFile.Read(bytes, "model.fsq");
        Assert.True(!result.IsOk && result.Errors.All(e => Refusals.Contains(e.Code)), what);
    }
}
