using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>A network with its channels divided by factors.</summary>
internal sealed class EqualizedNetwork
{
    /// <summary>The network as it is: every factor 1.</summary>
    public EqualizedNetwork(DataflowGraph<FloatNode> graph)
        : this(graph, new ChannelClasses(graph), null)
    {
    }

    /// <param name="graph">The network before.</param>
    /// <param name="classes">Its channels.</param>
    /// <param name="factors">By class; null for ones.</param>
    public EqualizedNetwork(DataflowGraph<FloatNode> graph, ChannelClasses classes, double[]? factors)
    {
        Factors = factors is null ? [.. Enumerable.Repeat(1.0, classes.Count)] : [.. factors];
        double FactorOf(int node, int channel) => Factors[classes.Of(node, channel)];
        Graph = ChannelScaling.Apply(graph, FactorOf);
        Named = graph.Nodes
            .Select((n, i) => KeyValuePair.Create(n.Name, Enumerable.Range(0, n.Shape.Channels).Select(c => FactorOf(i, c)).ToArray()))
            .Where(p => p.Value.Any(f => f != 1))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>The divided network.</summary>
    public DataflowGraph<FloatNode> Graph { get; }

    /// <summary>The factor of every class.</summary>
    public ImmutableArray<double> Factors { get; }

    /// <summary>By name of every float value that changed, the factors of its channels.</summary>
    public ImmutableSortedDictionary<string, double[]> Named { get; }
}
