using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>
/// Finds depthwise convolutions whose result is only added to their own input: CMUNeXt's residual. Where the window's middle tap lies on the very
/// pixel whose result it makes, the window passes that pixel anyway, and nothing has to wait beside it.
/// </summary>
internal static class ResidualDepthwises
{
    /// <summary>Index of each such convolution, with the index of the sum that reads it.</summary>
    public static ImmutableDictionary<int, int> In(DataflowGraph<IntegerNode> graph)
    {
        var found = ImmutableDictionary.CreateBuilder<int, int>();
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (graph.Consumers(i) is [var reader] && graph.Nodes[i].Operator is IntegerConv2d conv && IsCentred(conv) && Joins(graph, reader, i))
                found.Add(i, reader);
        }

        return found.ToImmutable();
    }

    // The window ends as far behind its middle tap as the map's padding reaches: one result per pixel, in the same order.
    private static bool IsCentred(IntegerConv2d conv)
    {
        var window = conv.Window;
        return ConvolutionKinds.Of(conv) == ConvolutionKind.Depthwise
            && window is { StrideY: 1, StrideX: 1 }
            && window.KernelHeight % 2 == 1 && window.KernelWidth % 2 == 1
            && window.PadTop == window.ExtentY / 2 && window.PadBottom == window.PadTop
            && window.PadLeft == window.ExtentX / 2 && window.PadRight == window.PadLeft;
    }

    private static bool Joins(DataflowGraph<IntegerNode> graph, int sum, int conv) =>
        graph.Nodes[sum].Operator is IntegerAdd && graph.Nodes[sum].Inputs.Order().SequenceEqual([graph.Nodes[conv].Inputs[0], conv]);
}
