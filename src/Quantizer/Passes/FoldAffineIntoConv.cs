using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Passes;

/// <summary>
/// Batch norm straight after a convolution that nobody else reads: w' = w * scale, b' = b * scale + shift. Exact in real numbers, padding included.
/// </summary>
public sealed class FoldAffineIntoConv : IFloatPass
{
    public string Name => "fold batch norm into the convolution before it";

    public DataflowGraph<FloatNode> Run(DataflowGraph<FloatNode> graph, Action<string> log)
    {
        var (nodes, newIndex) = (new List<FloatNode>(), new int[graph.Nodes.Length]);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            if (node.Operator is FloatAffine affine && IsFoldable(graph, node.Inputs[0]))
            {
                newIndex[i] = newIndex[node.Inputs[0]];
                var conv = nodes[newIndex[i]];
                nodes[newIndex[i]] = conv with { Operator = Fold((FloatConv2d)conv.Operator, affine) };
                log($"'{node.Name}' into '{conv.Name}'");
                continue;
            }

            newIndex[i] = nodes.Count;
            nodes.Add(node with { Inputs = [.. node.Inputs.Select(k => newIndex[k])] });
        }

        return new DataflowGraph<FloatNode>(nodes);
    }

    private static bool IsFoldable(DataflowGraph<FloatNode> graph, int producer) =>
        graph.Nodes[producer].Operator is FloatConv2d && graph.Consumers(producer).Length == 1;

    private static FloatConv2d Fold(FloatConv2d conv, FloatAffine affine)
    {
        var (shape, weights) = (conv.Kernel.Shape, new float[conv.Kernel.Data.Length]);
        var bias = new float[shape.OutChannels];
        for (var o = 0; o < shape.OutChannels; o++)
        {
            var first = o * shape.WeightsPerOutput;
            for (var k = first; k < first + shape.WeightsPerOutput; k++)
                weights[k] = (float)((double)conv.Kernel.Data[k] * affine.Scale[o]);
            bias[o] = (float)(((double)conv.Bias[o] * affine.Scale[o]) + affine.Shift[o]);
        }

        return conv with { Kernel = new ConvKernel<float>(shape, weights), Bias = bias };
    }
}
