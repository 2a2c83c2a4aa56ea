using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Fit;

/// <summary>A graph with weights of fewer bits, as quantize --weight-bits writes it. Only widths are right, not the values.</summary>
internal static class NarrowWeights
{
    /// <summary>The graph, or null where no weight has more bits.</summary>
    public static DataflowGraph<IntegerNode>? Of(DataflowGraph<IntegerNode> graph, int bits)
    {
        var largest = (1 << (bits - 1)) - 1;
        return graph.Nodes.Any(n => n.Operator is IntegerConv2d conv && conv.WeightBits > bits)
            ? new DataflowGraph<IntegerNode>([.. graph.Nodes.Select(n => n.Operator is IntegerConv2d conv && conv.WeightBits > bits ? n with { Operator = Clipped(conv) } : n)])
            : null;

        IntegerConv2d Clipped(IntegerConv2d conv) => conv with
        {
            Kernel = new(conv.Kernel.Shape, [.. conv.Kernel.Data.Select(w => (sbyte)Math.Clamp(w, -largest, largest))]),
            WeightBits = bits,
        };
    }
}
