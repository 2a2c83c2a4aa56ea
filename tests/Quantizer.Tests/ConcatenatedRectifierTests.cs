using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>What only a concatenation reads takes its scale, but a rectifier must not be lost by that.</summary>
public sealed class ConcatenatedRectifierTests
{
    /// <summary>A lost rectifier leaves half of the values wrong: below 5 dB.</summary>
    private const double LeastDb = 25;

    [Theory]
    [InlineData(double.PositiveInfinity, true, false)] // relu beside a signed map
    [InlineData(double.PositiveInfinity, false, true)] // relu beside a relu: nothing to lose, one scale for both
    [InlineData(0.5, false, false)] // a limit below the other map's range
    public void It_clips_all_the_same(double limit, bool besideSigned, bool takesTheScale)
    {
        var network = new Network();
        var clipped = network.Add("clip", new FloatActivation(ActivationFunction.Clip(0, limit)), network.Conv("a", 0, 4));
        var other = network.Conv("b", 0, 4);
        var cat = network.Add("cat", new FloatConcat(), clipped, besideSigned ? other : network.Relu("b/relu", other));
        var graph = network.WithHead(network.Relu("c/relu", network.Conv("c", cat, 4)));

        var outcome = Quantization.Quantize(graph, Quantization.Images(graph.Input.Shape)).Value;

        var (value, whole) = (outcome.Graph.Nodes.Single(n => n.Source == "clip"), outcome.Graph.Nodes.Single(n => n.Operator is IntegerConcat));
        Assert.False(value.Format.IsSigned);
        Assert.True(value.Format.Max * value.Scale <= limit * 1.000001);
        Assert.Equal(takesTheScale, value.Scale == whole.Scale);
        Assert.All(outcome.Layers.Where(l => l.Source is "clip" or "cat"), l => Assert.True(l.SqnrDb > LeastDb, $"{l.Name}: {l.SqnrDb:F1} dB"));
    }
}
