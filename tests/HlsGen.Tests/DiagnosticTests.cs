using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>FS3003 to FS3007: when they come, and their text.</summary>
public class DiagnosticTests
{
    private static readonly FeatureShape _shape = new(1, 4, 4);

    [Fact]
    public void Everything_unsupported_is_listed_at_once()
    {
        var errors = Support.Check(Graph(
            _shape,
            ("wide", new IntegerAffine(new Requantizer([2], [0], 0)), new NumberFormat(9, false)),
            ("curve", new IntegerTable([.. new int[256]]), NumberFormat.UInt8)));
        Assert.Equal(["FS3003", "FS3003"], errors.Select(e => e.Code));
        Golden("FS3003-output.txt", errors[0]);
        Golden("FS3003-table.txt", errors[1]);
    }

    [Fact]
    public void Windows_and_coordinates_beyond_the_kernels_are_refused()
    {
        var wide = new FeatureShape(1, 1, 70);
        var mean = new IntegerAveragePool2d(PoolAxis.Whole(1), new PoolAxis(70, 70, 65, 1, 32), [], [1], 6);
        var resize = new IntegerResize2d(ResizeAxis.Replicate(1, 1), new ResizeAxis(70, 70, 9000, 1, 9000, IsLinear: true), 1, 0);
        var errors = Support.Check(new DataflowGraph<IntegerNode>(
        [
            new("image", new IntegerInput(), [], wide, NumberFormat.UInt8, 1, null),
            new("mean", mean, [0], wide, NumberFormat.UInt8, 1, null),
            new("resize", resize, [1], wide, NumberFormat.UInt8, 1, null),
            new("mask", new IntegerThreshold(0), [2], wide, NumberFormat.Bit, 1, null),
        ]));
        Assert.Equal(2, errors.Length);
        Golden("FS3003-windows.txt", errors[0]);
        Golden("FS3003-resize.txt", errors[1]);
    }

    [Fact]
    public void A_map_that_is_too_large_is_refused()
    {
        var errors = Support.Check(Graph(new FeatureShape(1, 2, 5000), ("mask", new IntegerThreshold(0), NumberFormat.Bit)));
        Assert.Equal(2, errors.Length);
        Golden("FS3004.txt", errors[0]);
    }

    [Fact]
    public void A_sum_beyond_48_bits_is_refused()
    {
        var rule = new Requantizer([131071], [1L << 47], 40);
        Golden("FS3005.txt", Assert.Single(Support.Check(Graph(
            _shape, ("scale", new IntegerAffine(rule), NumberFormat.Int8), ("mask", new IntegerThreshold(0), NumberFormat.Bit)))));
    }

    [Fact]
    public void A_folder_of_someone_else_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["mine"]);
        File.WriteAllText(folder["mine/thesis.txt"], "x");
        var error = Assert.Single(BuildFolderWriter.Write(Designs.Generate(GeneratedTextTests.Tiny()), folder["mine"]).Errors);
        Golden("FS3006.txt", error with { Message = error.Message.Replace(folder["mine"], "mine", StringComparison.Ordinal) });
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(folder["mine"]).Select(Path.GetFileName));
    }

    [Fact]
    public void An_earlier_design_is_replaced_whole()
    {
        using var folder = new TemporaryFolder();
        var design = Designs.Generate(GeneratedTextTests.Tiny());
        Assert.True(BuildFolderWriter.Write(design, folder["build"]).IsOk);
        File.WriteAllText(folder["build/stale.txt"], "x");
        Assert.True(BuildFolderWriter.Write(design, folder["build"] + "/").IsOk);
        var files = Directory.EnumerateFiles(folder["build"], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder["build"], f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(design.Files.Keys, files);
        Assert.Equal(["build"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_disk_that_refuses_is_an_error_without_remains()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "x");
        var error = Assert.Single(BuildFolderWriter.Write(Designs.Generate(GeneratedTextTests.Tiny()), folder["file/build"]).Errors);
        Golden("FS3007.txt", error with
        {
            Message = error.Message.Replace(folder["file/build"], "file/build", StringComparison.Ordinal),
            Why = "the system's message",
        });
        Assert.Equal(["file"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    private static DataflowGraph<IntegerNode> Graph(FeatureShape shape, params (string Name, IntegerOperator Op, NumberFormat Format)[] chain) => new(
    [
        new("image", new IntegerInput(), [], shape, NumberFormat.UInt8, 1, null),
        .. chain.Select((n, i) => new IntegerNode(n.Name, n.Op, [i], shape, n.Format, 1, null)),
    ]);

    private static void Golden(string file, Diagnostic actual) =>
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file)).TrimEnd(), actual.ToString());
}
