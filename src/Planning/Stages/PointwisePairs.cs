using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>
/// Finds pointwise convolutions that widen a map only for the next pointwise one: CMUNeXt's c -> 4c -> c. Their middle map, 2 MiB at
/// 256x256, must never be stored.
/// </summary>
internal static class PointwisePairs
{
    /// <summary>Index of each fused middle node, with the index of the convolution that reads it.</summary>
    public static ImmutableDictionary<int, int> In(DataflowGraph<IntegerNode> graph)
    {
        var pairs = ImmutableDictionary.CreateBuilder<int, int>();
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            // A squeeze that is itself read as an expansion stays a squeeze: pairs do not chain.
            if (graph.Consumers(i) is [var reader] && IsPair(graph, i, reader) && !pairs.ContainsKey(graph.Nodes[i].Inputs[0]))
                pairs.Add(i, reader);
        }

        return pairs.ToImmutable();
    }

    private static bool IsPair(DataflowGraph<IntegerNode> graph, int expand, int squeeze)
    {
        var middle = graph.Nodes[expand];
        return IsPointwise(middle) && IsPointwise(graph.Nodes[squeeze])
            && middle.Shape.Channels > graph.Nodes[middle.Inputs[0]].Shape.Channels
            && middle.Shape.Channels > graph.Nodes[squeeze].Shape.Channels;
    }

    private static bool IsPointwise(IntegerNode node) =>
        node.Operator is IntegerConv2d conv && ConvolutionKinds.Of(conv) == ConvolutionKind.Pointwise;
}
