using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Tests.Ranges;

/// <summary>Ranges files: their text, a round trip through the quantizer, and exactly the given scales in the artefact.</summary>
public sealed class RangesTests
{
    private const string Text = """
        {
          "format": "fpgaseg-ranges-1",
          "activations": { "stem/relu": { "bits": 7, "signed": false, "scale": 0.0125 } },
          "skips": { "enc/relu": { "bits": 4, "signed": false, "scale": 0.75 } },
          "weights": { "dec": { "bits": 4, "scales": [0.11, 0.12, 0.13, 0.14, 0.15, 0.16] } }
        }
        """;

    [Fact]
    public void Given_scales_are_in_the_artefact_exactly()
    {
        var graph = Network.UNet();
        var given = RangesFile.Parse(Text, "ranges.json").Value;
        var integer = Quantize(graph, new QuantizationOptions { Given = given }).Graph;
        IntegerNode Node(string name) => integer.Nodes.Single(n => n.Name == name);

        Assert.Equal((new NumberFormat(7, false), 0.0125), (Node("stem").Format, Node("stem").Scale));
        Assert.Equal((new NumberFormat(4, false), 0.75), (Node("enc/relu/skip").Format, Node("enc/relu/skip").Scale));
        var conv = (IntegerConv2d)Node("dec").Operator;
        var trained = ((FloatConv2d)graph.Nodes.Single(n => n.Name == "dec").Operator).Kernel;
        var scales = given.Weights["dec"].Scales;
        Assert.Equal(4, conv.WeightBits);
        Assert.Equal(trained.Data.Select((w, k) => (int)Math.Clamp(Math.Round(w / scales[k / 72]), -7, 7)), conv.Kernel.Data.Select(q => (int)q));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_written_gives_the_same_network_again(bool equalize)
    {
        var graph = Network.UNet();
        var options = new QuantizationOptions(5, 6) { SkipBits = 4, SearchRounding = false, CorrectBias = false, Equalization = equalize ? new QuantizationOptions().Equalization : default };
        var first = Quantize(graph, options with { Calibration = Calibration.CalibrationMethod.MinMax });
        var read = RangesFile.Parse(RangesFile.Write(first.Ranges, "00"), "ranges.json").Value;

        Assert.Equal(equalize, !read.Equalization.IsEmpty);
        // Other methods and widths would be chosen; the file decides. The weights have no entry when nothing was fitted, so their width is asked for.
        var again = new QuantizationOptions(5, 8) { Given = read, SearchRounding = false, CorrectBias = false };
        Assert.Equal(Bytes(first), Bytes(Quantize(graph, again)));
    }

    [Fact]
    public void A_fitted_network_has_every_scale_in_its_file()
    {
        var outcome = Quantize(Network.UNet(), new QuantizationOptions(4, 8));
        Assert.Equal(["block", "dec", "deep", "enc", "head", "stem"], outcome.Ranges.Weights.Keys);
        Assert.Equal(["block/add", "block/relu", "dec/relu", "deep/relu", "enc/relu", "image", "skip/add", "stem/relu"], outcome.Ranges.Activations.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Power_of_two_scales_leave_every_multiplier_out(int threads)
    {
        var outcome = Quantization.Quantize(
            Network.UNet(), Quantization.Images(Network.UNet().Input.Shape), new QuantizationOptions { PowerOfTwo = true }, threads: threads).Value;

        Assert.All(outcome.Graph.Nodes.Skip(1).SkipLast(1), n => Assert.Equal(Math.Log2(n.Scale), Math.Round(Math.Log2(n.Scale)), 1e-12));
        Assert.All(outcome.Graph.Nodes.Select(n => n.Operator).OfType<IntegerConv2d>(), c => Assert.All(c.Requantizer.Multipliers, m => Assert.Equal(1, m)));
        Assert.All(outcome.Graph.Nodes.Select(n => n.Operator).OfType<IntegerAdd>(), a => Assert.Equal(1, Math.Min(a.MultiplierA, a.MultiplierB)));
        Assert.True(outcome.Layers[^2].SqnrDb > 20, $"logit {outcome.Layers[^2].SqnrDb:F1} dB");
    }

    [Theory]
    [InlineData(8, 8, null)]
    [InlineData(3, 5, 4)]
    public void The_same_input_gives_the_same_bytes_on_any_number_of_threads(int weights, int activations, int? skips)
    {
        var options = new QuantizationOptions(weights, activations) { SkipBits = skips };
        var expected = Quantization.Bytes(Network.UNet(), options);
        Assert.Equal(expected, Quantization.Bytes(Network.UNet(), options));
        Assert.Equal(expected, Quantization.Bytes(Network.UNet(), options, threads: 4));
    }

    [Fact]
    public void Every_technique_helps_or_is_off()
    {
        var graph = Network.UNet(seed: 4);
        var plain = new QuantizationOptions(4, 8) { Calibration = Calibration.CalibrationMethod.Mse, Equalization = default, CorrectBias = false, SearchRounding = false };
        double LogitOf(QuantizationOptions o) => Quantize(graph, o).Layers[^2].SqnrDb;
        double nearest = LogitOf(plain), corrected = LogitOf(plain with { CorrectBias = true }), searched = LogitOf(plain with { CorrectBias = true, SearchRounding = true });
        Assert.True(corrected > nearest, $"bias correction {nearest:F1} to {corrected:F1} dB");
        Assert.True(searched > nearest + 4, $"search {nearest:F1} to {searched:F1} dB");
    }

    [Fact]
    public void Relu6_is_the_end_of_the_range()
    {
        var network = new Network();
        var graph = network.WithHead(network.Add("six", new FloatActivation(ActivationFunction.Relu6), network.Pointwise("conv", 0, 1, 9, 9, 9)));
        foreach (var options in new[] { new QuantizationOptions(), new QuantizationOptions { PowerOfTwo = true }, new QuantizationOptions(8, 4) })
        {
            var node = Quantize(graph, options).Graph.Nodes.Single(n => n.Source == "six");
            Assert.InRange(node.Scale * node.Format.Max, 2.9, 6.000001);
        }
    }

    private static byte[] Bytes(QuantizationOutcome outcome) => FpgaSeg.Graph.Package.ModelPackageFile.Write(
        new FpgaSeg.Graph.Package.ModelPackage("test", "net.onnx", new string('0', 64), InputNormalization.UnitRange(3), outcome.Graph));

    private static QuantizationOutcome Quantize(DataflowGraph<FloatNode> graph, QuantizationOptions options) =>
        Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape), options).Value;
}
