using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Equalization;

namespace FpgaSeg.Quantizer.Tests.Equalization;

/// <summary>Factors against NumPy's, the function kept bit for bit, and what must not be scaled left alone.</summary>
public sealed class EqualizationTests
{
    public sealed record Golden(float[] W1, float[] W2, float[] W3, double[] S1, double[] S2);

    [Fact]
    public void Factors_are_those_of_numpy()
    {
        var g = Numpy.Read<Golden>("equalization");
        var network = new Network();
        var first = network.Relu("r1", network.Pointwise("c1", 0, 4, g.W1));
        var window = new WindowGeometry(3, 1, PadTop: 1, PadBottom: 1);
        var depthwise = network.Add("c2", new FloatConv2d(new ConvKernel<float>(new KernelShape(4, 1, 3, 1), g.W2), new float[4], window, 4), first);
        network.Add("mask", new FloatThreshold(0), network.Pointwise("head", network.Relu("r2", depthwise), 2, g.W3));
        var equalized = CrossLayerEqualization.ByWeights(network.Build());

        Assert.Equal(g.S1, equalized.Named["r1"]);
        Assert.Equal(g.S2, equalized.Named["r2"]);
    }

    [Theory]
    [InlineData(EqualizationMode.Weights)]
    [InlineData(EqualizationMode.Activations)]
    public void The_function_stays_bit_for_bit(EqualizationMode mode)
    {
        var graph = Uneven();
        var equalized = Equalize(graph, mode);

        Assert.NotEmpty(equalized.Named);
        AssertSameBits(graph, equalized.Graph);
    }

    [Fact]
    public void Channels_of_one_value_come_closer_to_one_power()
    {
        static double SpreadOf(DataflowGraph<FloatNode> g)
        {
            var (power, node) = (PowerOf(g), g.Nodes.ToList().FindIndex(n => n.Name == "dec/relu"));
            var rms = Enumerable.Range(0, 6).Select(c => power.RootMeanSquare(node, c)).Where(r => r > 0).ToArray();
            return rms.Max() / rms.Min();
        }

        var before = SpreadOf(Uneven());
        Assert.True(before > 50, "the case is uneven");
        // A quarter of the spread in powers of two is left, and up to a factor of 2 by rounding the factors.
        Assert.True(SpreadOf(Equalize(Uneven(), EqualizationMode.Activations).Graph) < Math.Pow(before, 0.25) * 2.01);
    }

    [Fact]
    public void Channels_tied_by_an_addition_share_their_factor()
    {
        var named = Equalize(Uneven(), EqualizationMode.Activations).Named;
        Assert.Equal(named["enc/relu"], named["skip/add"]);
        Assert.Equal(named["enc/relu"], named["pool"]);
        Assert.Equal(named["deep/relu"], named["up"]);
        Assert.Equal(named["up"], named["skip/add"]);
    }

    [Theory]
    [InlineData("hardswish")]
    [InlineData("relu6")]
    [InlineData("sigmoid")]
    public void A_function_that_does_not_commute_with_a_factor_keeps_its_channels(string name)
    {
        var function = name switch { "relu6" => ActivationFunction.Relu6, "sigmoid" => ActivationFunction.Sigmoid, _ => ActivationFunction.HardSwish };
        var named = Equalize(Chain(function), EqualizationMode.Activations).Named;
        Assert.DoesNotContain("conv", named.Keys);
        Assert.DoesNotContain("act", named.Keys);
        Assert.Contains("relu", named.Keys);
    }

    [Fact]
    public void Leaky_relu_commutes() => Assert.Contains("act", Equalize(Chain(ActivationFunction.LeakyRelu(0.125)), EqualizationMode.Activations).Named.Keys);

    [Fact]
    public void A_gate_stays_and_what_it_gates_is_scaled()
    {
        var network = new Network();
        var map = network.Relu("map", network.Pointwise("c", 0, 2, 30, 1, 1, 0.01f, 0.02f, 0.01f));
        var gate = network.Add("gate", new FloatActivation(ActivationFunction.Sigmoid), network.Pointwise("g", 0, 2, 3, 1, 1, 0, 2, 1));
        var graph = network.WithHead(network.Add("product", new FloatMul(), map, gate));
        var equalized = Equalize(graph, EqualizationMode.Activations);
        Assert.Equal(equalized.Named["map"], equalized.Named["product"]);
        Assert.DoesNotContain("gate", equalized.Named.Keys);
        AssertSameBits(graph, equalized.Graph);
    }

    [Fact]
    public void A_concatenation_ties_channel_by_channel()
    {
        var network = new Network();
        var a = network.Relu("a/relu", network.Pointwise("a", 0, 2, 90, 1, 1, 0.01f, 0.02f, 0.01f));
        var b = network.Relu("b/relu", network.Pointwise("b", 0, 1, 7, 9, 2));
        var named = Equalize(network.WithHead(network.Add("cat", new FloatConcat(), a, b)), EqualizationMode.Activations).Named;
        Assert.Equal([.. named["a/relu"], .. named["b/relu"]], named["cat"]);
    }

    private static void AssertSameBits(DataflowGraph<FloatNode> expected, DataflowGraph<FloatNode> actual)
    {
        var input = new FeatureMap<float>(expected.Input.Shape, new Random(3).Normals(expected.Input.Shape.Count));
        Assert.Equal(new FloatExecutor(expected).RunLogit(input).Data, new FloatExecutor(actual).RunLogit(input).Data);
    }

    private static DataflowGraph<FloatNode> Chain(ActivationFunction function)
    {
        var network = new Network();
        var act = network.Add("act", new FloatActivation(function), network.Pointwise("conv", 0, 2, 50, 1, 1, 0.01f, 0.02f, 0.01f));
        return network.WithHead(network.Relu("relu", network.Pointwise("next", act, 2, 40, 1, 0.01f, 0.02f)));
    }

    /// <summary>A U-Net whose channels are up to a thousandfold apart.</summary>
    private static DataflowGraph<FloatNode> Uneven() =>
        new(Network.UNet().Nodes.Select(n => n.Operator is FloatConv2d conv ? n with { Operator = Uneven(conv) } : n));

    private static FloatConv2d Uneven(FloatConv2d conv)
    {
        float Factor(int o) => MathF.ScaleB(1, (o * 5 % 11) - 5);
        var kernel = new ConvKernel<float>(conv.Kernel.Shape, [.. conv.Kernel.Data.Select((w, k) => w * Factor(k / conv.Kernel.Shape.WeightsPerOutput))]);
        return conv with { Kernel = kernel, Bias = [.. conv.Bias.Select((b, o) => b * Factor(o))] };
    }

    private static EqualizedNetwork Equalize(DataflowGraph<FloatNode> graph, EqualizationMode mode) =>
        mode == EqualizationMode.Weights ? CrossLayerEqualization.ByWeights(graph) : CrossLayerEqualization.ByActivations(graph, PowerOf(graph));

    private static ChannelPower PowerOf(DataflowGraph<FloatNode> graph)
    {
        var power = new ChannelPower(graph, InputNormalization.UnitRange(3), 1);
        foreach (var image in Quantization.Images(graph.Input.Shape))
            power.Add(image);
        return power;
    }
}
