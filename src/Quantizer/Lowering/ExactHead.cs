using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>The convolutions whose exact accumulators are the logits.</summary>
internal static class ExactHead
{
    /// <summary>
    /// Whether the output of <paramref name="conv"/> reaches the threshold through nothing but operators that keep a scale. Rounding it
    /// would only move the mask's edge.
    /// </summary>
    public static bool Is(DataflowGraph<FloatNode> graph, int conv)
    {
        var index = conv;
        while (graph.Consumers(index) is [var reader])
        {
            if (graph.Nodes[reader].Operator is FloatThreshold)
                return true;
            if (graph.Nodes[reader].Operator is not (FloatResize2d or FloatMargin or FloatCropPad or FloatDepthToSpace or FloatChannelSelect))
                return false;
            index = reader;
        }

        return false;
    }
}
