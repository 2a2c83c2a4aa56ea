using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Errors read as their golden files, and each file is one of them.</summary>
public sealed class ErrorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    /// <summary>Without equalization, which would bring these far-fetched weights into range.</summary>
    private static readonly QuantizationOptions Plain = new() { Equalization = default };

    private static Dictionary<string, Func<IEnumerable<Diagnostic>>> Errors { get; } = new()
    {
        ["FS2101"] = Cancelling,
        ["FS2102"] = Overflowing,
        ["FS2102_nan"] = NotANumber,
        ["FS2103"] = NoImages,
        ["FS2104"] = WrongRanges,
        ["FS2105"] = () => BitOverride.Parse("head=w9").Errors,
        ["FS2106"] = () => With(new QuantizationOptions { Overrides = [new BitOverride("haed*", 8, null)] }),
        ["FS2106_skip"] = () => With(new QuantizationOptions { Overrides = [new BitOverride("dec*", null, null, 4)] }),
        ["FS2107"] = () => Budget.Parse("ram=3KiB").Errors,
        ["FS2108"] = () => With(new QuantizationOptions { Budgets = [new Budget(BudgetKind.Skips, 511)] }),
        ["FS2109"] = () => With(new QuantizationOptions(1, 9) { SkipBits = 12 }),
        ["FS2110"] = () => RangesFile.Parse("{ \"format\": \"fpgaseg-ranges-9\" }", "ranges.json").Errors,
        ["FS2111"] = () => RangesFile.Save(RangePlan.Empty, "00", "/dev/null/ranges.json").Errors.Select(e => e with { Message = e.Message[..e.Message.IndexOf(": ", StringComparison.Ordinal)] + ": REASON" }),
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
        return Quantization.Quantize(graph, [new(graph.Input.Shape, [.. Enumerable.Repeat((byte)255, 120)])], Plain).Errors;
    }

    private static IEnumerable<Diagnostic> Overflowing()
    {
        var network = new Network(channels: 1);
        var graph = network.WithHead(network.Pointwise("again", network.Pointwise("large", 0, 1, 1e30f), 1, 1e30f));
        return Quantization.Quantize(graph, [new(graph.Input.Shape, [.. Enumerable.Range(0, 120).Select(i => (byte)i)])], Plain).Errors;
    }

    private static IEnumerable<Diagnostic> NotANumber()
    {
        var network = new Network(channels: 1);
        var graph = network.WithHead(network.Pointwise("conv", 0, 2, float.NaN, 1));
        return Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape, 2)).Errors;
    }

    private static IEnumerable<Diagnostic> With(QuantizationOptions options)
    {
        var graph = Network.UNet();
        return Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape, 1), options).Errors;
    }

    private static IEnumerable<Diagnostic> WrongRanges() => With(new QuantizationOptions
    {
        Given = RangesFile.Parse(
            """
            {
              "format": "fpgaseg-ranges-1",
              "activations": {
                "enc": { "bits": 8, "signed": true, "scale": 0.1 },
                "enc/relu": { "bits": 3, "signed": false, "scale": 0.1 },
                "stem/relu": { "bits": 8, "signed": false, "scale": -1 }
              },
              "skips": { "block/add": { "bits": 4, "signed": false, "scale": 1 } },
              "weights": { "dec": { "bits": 4, "scales": [1, 2] } },
              "equalization": { "stem/relu": [2, 1, 1, 1, 1, 1, 1, 1] }
            }
            """,
            "ranges.json").Value,
    });

    private static IEnumerable<Diagnostic> NoImages()
    {
        var network = new Network();
        return Quantization.Quantize(network.WithHead(0), []).Errors;
    }
}
