using System.Text;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>The text of generated files.</summary>
public class GeneratedTextTests
{
    /// <summary>The goldens were reviewed by eye; FPGASEG_UPDATE_GOLDEN=1 writes them anew beside the test's binaries.</summary>
    [Theory]
    [InlineData("src/top.cpp", "top.cpp.txt")]
    [InlineData("src/stages.hpp", "stages.hpp.txt")]
    [InlineData("weights/n2_stem.hpp", "n2_stem.hpp.txt")]
    [InlineData("weights/n2_stem.mem", "n2_stem.mem.txt")]
    [InlineData("Makefile", "Makefile.txt")]
    [InlineData("vitis_hls.tcl", "vitis_hls.tcl.txt")]
    public void A_tiny_network_gives_the_golden_text(string file, string golden)
    {
        var text = Text(Designs.Generate(Tiny()), file);
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "Design", golden);
        if (Environment.GetEnvironmentVariable("FPGASEG_UPDATE_GOLDEN") is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    [Fact]
    public void Equal_input_gives_equal_bytes()
    {
        var first = Designs.Generate(RandomNetwork.Of(3));
        var second = Designs.Generate(RandomNetwork.Of(3));
        Assert.Equal(first.Manifest.DesignId, second.Manifest.DesignId);
        Assert.Equal(first.Files.Keys, second.Files.Keys);
        foreach (var (path, bytes) in first.Files)
            Assert.True(bytes.AsSpan().SequenceEqual(second.Files[path].AsSpan()), path);
        Assert.NotEqual(first.Manifest.DesignId, Designs.Generate(RandomNetwork.Of(4)).Manifest.DesignId);
    }

    [Fact]
    public void The_design_id_covers_model_and_board()
    {
        var id = Designs.Generate(Tiny()).Manifest.DesignId;
        var arty = BoardCatalogue.Find("arty-a7-35t").Value;
        Assert.NotEqual(id, HlsGenerator.Generate(new string('1', 64), Tiny(), BoardCatalogue.Find(BoardCatalogue.Default).Value, new PlanOptions()).Value.Manifest.DesignId);
        Assert.NotEqual(id, HlsGenerator.Generate(Designs.ModelId, Tiny(), arty, new PlanOptions()).Value.Manifest.DesignId);
    }

    /// <summary>Kernels are the same bytes in every design, and no file outside weights/ holds a list of numbers as long as a ROM.</summary>
    [Fact]
    public void No_weights_outside_their_folder()
    {
        GeneratedDesign a = Designs.Generate(RandomNetwork.Of(5)), b = Designs.Generate(RandomNetwork.Of(6));
        foreach (var path in a.Files.Keys.Where(p => p.StartsWith("hls/", StringComparison.Ordinal)))
            Assert.True(a.Files[path].AsSpan().SequenceEqual(b.Files[path].AsSpan()), path);
        foreach (var path in a.Files.Keys.Where(p => p.StartsWith("src/", StringComparison.Ordinal)))
            Assert.DoesNotMatch(@"-?\d+, -?\d+, -?\d+, -?\d+, -?\d+", Text(a, path));
    }

    [Fact]
    public void No_absolute_path_and_no_tool_forbidden_construct()
    {
        var design = Designs.Generate(RandomNetwork.Of(7));
        foreach (var path in design.Files.Keys.Where(p => p.EndsWith("pp", StringComparison.Ordinal) && !p.Contains("host/", StringComparison.Ordinal)))
            Assert.DoesNotMatch(@"\b(new|delete|malloc|virtual|while)\b", CommentsRemoved(Text(design, path)));
    }

    /// <summary>A synthesis tool unrolls and pipelines loops that count to a constant; a second condition would make the bound variable.</summary>
    [Fact]
    public void Every_loop_has_one_bound()
    {
        var loops = Output.EmbeddedFiles.Kernels.Where(k => !k.Path.Contains("/host/", StringComparison.Ordinal))
            .SelectMany(k => CommentsRemoved(Encoding.UTF8.GetString(k.Bytes.AsSpan())).Split('\n'))
            .Where(l => l.Contains("for (", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(loops);
        Assert.All(loops, l => Assert.Matches(@"^ *for \((?:int|std::int64_t) (\w+) = [01]; \1 <=? [^;&|?]+; \+\+\1\) ", l));
    }

    internal static DataflowGraph<IntegerNode> Tiny()
    {
        var shape = new FeatureShape(1, 4, 5);
        var kernel = new ConvKernel<sbyte>(new KernelShape(2, 1, 3, 3), [1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -2, -3, -4, -5, -6, -7, -8, -9]);
        var stem = new IntegerConv2d(kernel, 5, WindowGeometry.Same(3), 1, [], new Requantizer([70000, -3], [5, -6], 20));
        var head = new IntegerConv2d(
            new ConvKernel<sbyte>(new KernelShape(1, 2, 1, 1), [100, -100]), 8, new WindowGeometry(1, 1), 1, [], Requantizer.PassThrough([-7]));
        return new DataflowGraph<IntegerNode>(
        [
            new("image", new IntegerInput(), [], shape, NumberFormat.UInt8, 1, null),
            new("normalise", new IntegerAffine(new Requantizer([2], [-255], 1)), [0], shape, NumberFormat.Int8, 1, null),
            new("stem", stem, [1], shape with { Channels = 2 }, NumberFormat.Int8, 1, null),
            new("sum", new IntegerAdd(1, 2, 1), [2, 2], shape with { Channels = 2 }, NumberFormat.UInt8, 1, null),
            new("head", head, [3], shape, new NumberFormat(16, true), 1, null),
            new("mask", new IntegerThreshold(0), [4], shape, NumberFormat.Bit, 1, null),
        ]);
    }

    private static string Text(GeneratedDesign design, string path) => Encoding.UTF8.GetString(design.Files[path].AsSpan());

    private static string CommentsRemoved(string text) =>
        string.Join('\n', text.Split('\n').Select(l => l.Split("//")[0]).Where(l => !l.StartsWith('#')));
}
