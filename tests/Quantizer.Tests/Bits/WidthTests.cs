using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Sensitivity;

namespace FpgaSeg.Quantizer.Tests.Bits;

/// <summary>Widths as asked for reach the integer network; skips, budgets and sensitivities.</summary>
public sealed class WidthTests
{
    [Theory]
    [InlineData("enc.0*=w4a8", "/enc.0/conv", true)]
    [InlineData("enc.0*=w4a8", "/enc.1/conv", false)]
    [InlineData("*dec*=a6", "/net/dec.3/Add", true)]
    [InlineData("head=w8", "header", false)]
    [InlineData("a.c=w8", "abc", false)]
    public void A_pattern_matches_whole_names(string text, string name, bool matches) => Assert.Equal(matches, BitOverride.Parse(text).Value.Matches(name));

    [Theory]
    [InlineData("x=w4", 4, null)]
    [InlineData("x=a6", null, 6)]
    [InlineData("x=w2a4", 2, 4)]
    [InlineData("x=s3", null, null, 3)]
    [InlineData("x=w2a4s6", 2, 4, 6)]
    public void An_override_has_any_of_the_widths(string text, int? weights, int? activations, int? skip = null) =>
        Assert.Equal(new BitOverride("x", weights, activations, skip), BitOverride.Parse(text).Value);

    [Theory]
    [InlineData("weights=24KiB", BudgetKind.Weights, 24_576)]
    [InlineData("skips=1.5MiB", BudgetKind.Skips, 1_572_864)]
    [InlineData("skips=1000", BudgetKind.Skips, 1000)]
    public void A_budget_is_read(string text, BudgetKind kind, long bytes) => Assert.Equal(new Budget(kind, bytes), Budget.Parse(text).Value);

    [Fact]
    public void The_long_skip_of_a_u_net_is_found_and_its_residual_is_not()
    {
        var graph = Network.UNet();
        var skip = Assert.Single(LongSkips.Find(graph));
        Assert.Equal("enc/relu", graph.Nodes[skip.Value].Name);
        Assert.Equal(["skip/add"], skip.Readers.Select(r => graph.Nodes[r].Name));
    }

    [Fact]
    public void A_narrow_skip_is_stored_behind_its_producer_and_the_main_path_keeps_its_bits()
    {
        var graph = Quantize(new QuantizationOptions { SkipBits = 3 }).Graph;
        var names = graph.Nodes.Select(n => n.Name).ToList();
        int producer = names.IndexOf("enc"), copy = names.IndexOf("enc/relu/skip"), pool = names.IndexOf("pool"), add = names.IndexOf("skip/add");

        Assert.Equal(producer + 1, copy);
        Assert.Equal((3, 8), (graph.Nodes[copy].Format.Bits, graph.Nodes[producer].Format.Bits));
        Assert.IsType<IntegerAffine>(graph.Nodes[copy].Operator);
        Assert.Equal(producer, Assert.Single(graph.Nodes[pool].Inputs));
        Assert.Contains(copy, graph.Nodes[add].Inputs);
        Assert.DoesNotContain(producer, graph.Nodes[add].Inputs);
        Assert.Empty(IntegerGraphRules.Check(graph));
    }

    [Theory]
    [InlineData("skips 6", null, 6, 6)]
    [InlineData("one of them", "*inner*=s3", null, 3)]
    [InlineData("by its operator", "inner=s3", null, 3)]
    [InlineData("others apart", "*inner*=s3", 5, 3)]
    [InlineData("the last match wins", "*=s3 inner*=s7", 3, 7)]
    [InlineData("as it is", "inner/relu=s8", 3, null)]
    public void Every_long_skip_has_a_width_of_its_own(string what, string? overrides, int? outer, int? inner)
    {
        var (graph, names) = (Network.TwoSkips(), new[] { "outer/relu/skip", "inner/relu/skip" });
        var options = new QuantizationOptions { SkipBits = outer, Overrides = [.. (overrides ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(o => BitOverride.Parse(o).Value)] };

        var quantized = Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape), options).Value.Graph;

        Assert.True(names.Select(n => quantized.Nodes.SingleOrDefault(node => node.Name == n)?.Format.Bits).SequenceEqual([outer, inner]), what);
        Assert.Empty(IntegerGraphRules.Check(quantized));
    }

    [Fact]
    public void Every_width_lands_in_the_integer_network()
    {
        var options = new QuantizationOptions(5, 6) { Overrides = [new("deep", 3, 4), new("head", 8, null), new("*", null, null)] };
        var graph = Quantize(options).Graph;
        int WeightsOf(string name) => ((IntegerConv2d)graph.Nodes.Single(n => n.Name == name).Operator).WeightBits;
        int BitsOf(string name) => graph.Nodes.Single(n => n.Name == name).Format.Bits;

        Assert.Equal((5, 3, 8), (WeightsOf("stem"), WeightsOf("deep"), WeightsOf("head")));
        Assert.Equal((6, 4, 4), (BitsOf("stem"), BitsOf("deep"), BitsOf("up")));
    }

    [Fact]
    public void A_budget_is_met_and_takes_from_the_least_sensitive()
    {
        var full = Quantize(new QuantizationOptions { MeasureSensitivity = true });
        var weights = full.Sensitivity.Where(e => e.Kind == SensitivityKind.Weights).ToArray();
        var bytes = weights.Sum(e => BudgetSearch.Bytes(e.Elements, 8)) * 6 / 10;
        var narrow = Quantize(new QuantizationOptions { Budgets = [new Budget(BudgetKind.Weights, bytes)] });

        Assert.InRange(weights.Sum(e => BudgetSearch.Bytes(e.Elements, narrow.Bits.Weights[e.Name])), bytes * 9 / 10, bytes);
        // Per weight, the layer that matters most keeps at least as many bits as the one that matters least.
        var byPrice = weights.OrderBy(e => e.NoiseToSignal / e.Elements).ToArray();
        Assert.True(narrow.Bits.Weights[byPrice[^1].Name] > narrow.Bits.Weights[byPrice[0].Name]);
    }

    [Fact]
    public void A_skip_budget_narrows_the_skip() =>
        // 8 channels of 16x16: 2048 bytes at 8 bits, 1280 at 5.
        Assert.Equal(1280, Quantize(new QuantizationOptions { Budgets = [new Budget(BudgetKind.Skips, 1300)] }).SkipBytes);

    [Fact]
    public void Sensitivity_is_what_a_narrowed_network_shows()
    {
        var graph = Network.UNet();
        var entry = Quantize(new QuantizationOptions { MeasureSensitivity = true, Equalization = default }).Sensitivity
            .Single(e => e is { Kind: SensitivityKind.Weights, Name: "dec" });
        // By hand: the decoder's weights at 4 bits, everything else float, on the images that the analysis takes (of three, the first two).
        var narrowed = new DataflowGraph<FloatNode>(graph.Nodes.Select(n => n.Name != "dec" ? n : n with { Operator = At4Bits((FloatConv2d)n.Operator) }));
        var noise = Quantization.Images(graph.Input.Shape).Take(2).Average(image =>
        {
            var input = InputNormalization.UnitRange(3).Apply(image);
            float[] a = new FloatExecutor(graph).RunLogit(input).Data, b = new FloatExecutor(narrowed).RunLogit(input).Data;
            return a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum() / a.Sum(x => (double)x * x);
        });
        Assert.Equal(-10 * Math.Log10(noise), entry.LogitSqnrDb, 0.01);
    }

    private static FloatConv2d At4Bits(FloatConv2d conv)
    {
        var weights = conv.Kernel.Data.ToArray();
        foreach (var rows in weights.Chunk(conv.Kernel.Shape.WeightsPerOutput).Select((w, o) => (w, o)))
        {
            var scale = rows.w.Max(Math.Abs) / 7;
            for (var k = 0; k < rows.w.Length; k++)
                weights[(rows.o * rows.w.Length) + k] = MathF.Round(rows.w[k] / scale) * scale;
        }

        return conv with { Kernel = new(conv.Kernel.Shape, weights) };
    }

    private static QuantizationOutcome Quantize(QuantizationOptions options) =>
        Quantization.Quantize(Network.UNet(), Quantization.Images(Network.UNet().Input.Shape), options).Value;
}
