using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Errors read as their golden files, and each file is one of them.</summary>
public sealed class ErrorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Errors { get; } = new()
    {
        ["FS2101"] = Cancelling,
        ["FS2102"] = Overflowing,
        ["FS2102_nan"] = NotANumber,
        ["FS2103"] = NoImages,
    };

    public static TheoryData<string> Names() => new(Errors.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Error_reads_as_its_golden_file(string name)
    {
        var text = string.Join('\n', Errors[name]());
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, $"{name}.txt")).TrimEnd('\n'), text);
    }

    [Fact]
    public void No_golden_file_is_orphaned() =>
        Assert.Equal(Errors.Keys.Order(), Directory.GetFiles(Folder).Select(f => Path.GetFileNameWithoutExtension(f)!).Order());

    /// <summary>Two branches of magnitude 2^40 whose sum is exactly 0: the scale of the sum is far below those of its terms.</summary>
    private static IEnumerable<Diagnostic> Cancelling()
    {
        var (network, large) = (new Network(channels: 1), 1L << 40);
        int plus = network.Pointwise("plus", 0, 1, large), minus = network.Pointwise("minus", 0, 1, -large);
        var graph = network.WithHead(network.Sum("sum", plus, minus));
        return Quantization.Quantize(graph, [new(graph.Input.Shape, [.. Enumerable.Repeat((byte)255, 120)])]).Errors;
    }

    private static IEnumerable<Diagnostic> Overflowing()
    {
        var network = new Network(channels: 1);
        var graph = network.WithHead(network.Pointwise("again", network.Pointwise("large", 0, 1, 1e30f), 1, 1e30f));
        return Quantization.Quantize(graph, [new(graph.Input.Shape, [.. Enumerable.Range(0, 120).Select(i => (byte)i)])]).Errors;
    }

    private static IEnumerable<Diagnostic> NotANumber()
    {
        var network = new Network(channels: 1);
        var graph = network.WithHead(network.Pointwise("conv", 0, 2, float.NaN, 1));
        return Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape, 2)).Errors;
    }

    private static IEnumerable<Diagnostic> NoImages()
    {
        var network = new Network();
        return Quantization.Quantize(network.WithHead(0), []).Errors;
    }
}
