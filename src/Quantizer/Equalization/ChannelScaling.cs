using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>
/// Divides every class of channels by its factor: what produces a channel is divided, what reads it is multiplied. With power-of-two factors
/// the float network computes the same bits.
/// </summary>
internal static class ChannelScaling
{
    /// <summary>The scaled network; <paramref name="factorOf"/> is the factor of a channel of a node's value.</summary>
    public static DataflowGraph<FloatNode> Apply(DataflowGraph<FloatNode> graph, Func<int, int, double> factorOf) =>
        new(graph.Nodes.Select((node, i) => node.Operator switch
        {
            FloatConv2d conv => node with { Operator = Scale(conv, o => factorOf(i, o), c => factorOf(node.Inputs[0], c)) },
            FloatAffine affine => node with { Operator = Scale(affine, c => factorOf(i, c), c => factorOf(node.Inputs[0], c)) },
            _ => node,
        }));

    private static FloatConv2d Scale(FloatConv2d conv, Func<int, double> output, Func<int, double> input)
    {
        var (shape, weights, bias) = (conv.Kernel.Shape, new float[conv.Kernel.Shape.Count], new float[conv.Bias.Length]);
        var (taps, outputsPerGroup) = (shape.Height * shape.Width, shape.OutChannels / conv.Groups);
        for (var o = 0; o < shape.OutChannels; o++)
        {
            bias[o] = (float)(conv.Bias[o] / output(o));
            for (var i = 0; i < shape.InChannelsPerGroup; i++)
            {
                var factor = input((o / outputsPerGroup * shape.InChannelsPerGroup) + i) / output(o);
                var first = ((o * shape.InChannelsPerGroup) + i) * taps;
                for (var k = first; k < first + taps; k++)
                    weights[k] = (float)(conv.Kernel.Data[k] * factor);
            }
        }

        return conv with { Kernel = new ConvKernel<float>(shape, weights), Bias = bias };
    }

    private static FloatAffine Scale(FloatAffine affine, Func<int, double> output, Func<int, double> input) => new(
        [.. affine.Scale.Select((s, c) => (float)(s * input(c) / output(c)))],
        [.. affine.Shift.Select((s, c) => (float)(s / output(c)))]);
}
