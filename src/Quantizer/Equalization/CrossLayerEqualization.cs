using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Passes;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>What the ranges of a channel are balanced against each other.</summary>
public enum EqualizationMode
{
    /// <summary>No equalization.</summary>
    None,

    /// <summary>Largest weight that produces a channel against the largest that reads it (Nagel et al., "Data-free quantization", 2019).</summary>
    Weights,

    /// <summary>Largest activation of a channel on the calibration images against the largest weight that reads it.</summary>
    Activations,
}

/// <summary>
/// Cross-layer equalization: a channel is divided by s, and what reads it multiplied by s, with s = sqrt(r1 / r2), so that both its ranges become
/// sqrt(r1 * r2). Factors are powers of two, so that the float network keeps its bits; classes tied by additions and concatenations share one.
/// </summary>
internal static class CrossLayerEqualization
{
    private const int Rounds = 20;

    /// <summary>The equalized network, and by name of every float value that changed its channels' factors.</summary>
    /// <param name="graph">A network with batch norms folded.</param>
    /// <param name="mode">What is balanced.</param>
    /// <param name="activationMaxima">By node, the largest magnitude of each channel; needed for activations only.</param>
    /// <param name="log">Told what was done.</param>
    public static (DataflowGraph<FloatNode> Graph, ImmutableSortedDictionary<string, double[]> Factors) Run(
        DataflowGraph<FloatNode> graph, EqualizationMode mode, IReadOnlyList<double[]> activationMaxima, Action<string> log)
    {
        var classes = new ChannelClasses(graph);
        var factors = Enumerable.Repeat(1.0, classes.Count).ToArray();
        double FactorOf(int node, int channel) => factors[classes.Of(node, channel)];
        // A depthwise convolution produces one class and reads another with the same weights: rounds, until nothing moves.
        for (var round = 0; round < Rounds; round++)
        {
            var ranges = new ChannelRanges(ChannelScaling.Apply(graph, FactorOf), classes);
            var maxima = mode == EqualizationMode.Activations ? Maxima(graph, classes, activationMaxima) : null;
            var moved = false;
            for (var root = 0; root < factors.Length; root++)
            {
                if (!classes.IsFree(root) || ranges.Produced(root) == 0 || ranges.Read(root) == 0)
                    continue;
                var produced = maxima is null ? ranges.Produced(root) : maxima[root] / factors[root];
                var step = produced == 0 ? 1 : Math.ScaleB(1, (int)Math.Round(Math.Log2(produced / ranges.Read(root)) / 2));
                (factors[root], moved) = (factors[root] * step, moved || step != 1);
            }

            if (!moved)
                break;
        }

        var named = Named(graph, FactorOf);
        foreach (var (name, values) in named)
            log($"'{name}' divided by {values.Min():G4} to {values.Max():G4}");
        return (ChannelScaling.Apply(graph, FactorOf), named);
    }

    /// <summary>The network with the factors of a ranges file.</summary>
    public static DataflowGraph<FloatNode> Apply(DataflowGraph<FloatNode> graph, ImmutableSortedDictionary<string, double[]> factors) =>
        ChannelScaling.Apply(graph, (node, channel) => factors.GetValueOrDefault(graph.Nodes[node].Name)?[channel] ?? 1);

    private static double[] Maxima(DataflowGraph<FloatNode> graph, ChannelClasses classes, IReadOnlyList<double[]> activationMaxima)
    {
        var maxima = new double[classes.Count];
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            for (var c = 0; c < graph.Nodes[i].Shape.Channels; c++)
                maxima[classes.Of(i, c)] = Math.Max(maxima[classes.Of(i, c)], activationMaxima[i][c]);
        }

        return maxima;
    }

    private static ImmutableSortedDictionary<string, double[]> Named(DataflowGraph<FloatNode> graph, Func<int, int, double> factorOf) =>
        graph.Nodes
            .Select((n, i) => KeyValuePair.Create(n.Name, Enumerable.Range(0, n.Shape.Channels).Select(c => factorOf(i, c)).ToArray()))
            .Where(p => p.Value.Any(f => f != 1))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
