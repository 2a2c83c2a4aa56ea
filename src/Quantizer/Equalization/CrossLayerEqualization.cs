using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>What cross-layer equalization balances.</summary>
public enum EqualizationMode
{
    /// <summary>No equalization.</summary>
    None,

    /// <summary>Largest weight that produces a channel against the largest that reads it (Nagel et al., "Data-free quantization", 2019).</summary>
    Weights,

    /// <summary>The power of a value's channels on the calibration images against each other.</summary>
    Activations,
}

/// <summary>
/// Cross-layer equalization: a channel is divided by s, and what reads it multiplied by s. Factors are powers of two, so that the float network keeps
/// its bits; channels tied to each other, by additions for one, share a factor.
/// </summary>
internal static class CrossLayerEqualization
{
    /// <summary>
    /// How much of a channel's deviation is taken away: all of it would be best for the activations, which share a scale, and none for the weights
    /// that read them, which share one too. Measured: docs/quantization.md.
    /// </summary>
    private const double Share = 0.75;

    private const int Rounds = 20;

    /// <summary>
    /// s = sqrt(r1 / r2), r1 the largest weight that produces the channel and r2 the largest that reads it, so that both become sqrt(r1 r2). A
    /// depthwise convolution produces one class and reads another with the same weights: rounds, until nothing moves.
    /// </summary>
    public static EqualizedNetwork ByWeights(DataflowGraph<FloatNode> graph)
    {
        var (classes, network) = (new ChannelClasses(graph), new EqualizedNetwork(graph));
        for (var round = 0; round < Rounds; round++)
        {
            var (ranges, moved) = (new ChannelRanges(network.Graph, classes), false);
            var factors = network.Factors.ToArray();
            for (var root = 0; root < factors.Length; root++)
            {
                if (!classes.IsFree(root) || !(ranges.Produced(root) > 0) || !(ranges.Read(root) > 0))
                    continue;
                var step = PowerOfTwoNear(Math.Sqrt(ranges.Produced(root) / ranges.Read(root)));
                (factors[root], moved) = (factors[root] * step, moved || step != 1);
            }

            if (!moved)
                break;
            network = new EqualizedNetwork(graph, classes, factors);
        }

        return network;
    }

    /// <summary>s = rms^0.75, rms that of the channel on the calibration images, the largest among the channels of a class.</summary>
    public static EqualizedNetwork ByActivations(DataflowGraph<FloatNode> graph, ChannelPower power)
    {
        var classes = new ChannelClasses(graph);
        var largest = new double[classes.Count];
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            for (var c = 0; c < graph.Nodes[i].Shape.Channels; c++)
                largest[classes.Of(i, c)] = Math.Max(largest[classes.Of(i, c)], power.RootMeanSquare(i, c));
        }

        return new EqualizedNetwork(graph, classes, [.. largest.Select((rms, root) => classes.IsFree(root) ? PowerOfTwoNear(Math.Pow(rms, Share)) : 1)]);
    }

    /// <summary>The network with the factors of a ranges file.</summary>
    public static DataflowGraph<FloatNode> Apply(DataflowGraph<FloatNode> graph, ImmutableSortedDictionary<string, double[]> factors) =>
        ChannelScaling.Apply(graph, (node, channel) => factors.GetValueOrDefault(graph.Nodes[node].Name)?[channel] ?? 1);

    private static double PowerOfTwoNear(double factor) => factor > 0 && double.IsFinite(factor) ? Math.ScaleB(1, (int)Math.Round(Math.Log2(factor))) : 1;
}
