using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Passes;

/// <summary>
/// Batch norm and activation after a rearrangement of values (pixel shuffle, crop, choice of channels) move before it, where they can
/// join the convolution: a transposed convolution is a convolution and such a rearrangement.
/// </summary>
public sealed class MoveScalarsBeforeRearrangement : IFloatPass
{
    public string Name => "move batch norm and activation before pixel shuffles and crops";

    public DataflowGraph<FloatNode> Run(DataflowGraph<FloatNode> graph, Action<string> log)
    {
        var nodes = graph.Nodes.ToArray();
        // Back to front and again while anything moves: a crop after a shuffle lets its reader through both.
        for (var moved = true; moved;)
        {
            moved = false;
            for (var i = nodes.Length - 1; i > 0; i--)
            {
                if (graph.Consumers(i) is [var reader] && Moved(nodes[reader].Operator, nodes[i], nodes[nodes[i].Inputs[0]].Shape.Channels) is { } scalar)
                {
                    log($"'{nodes[reader].Name}' before '{nodes[i].Name}'");
                    var (first, second) = (nodes[i], nodes[reader]);
                    nodes[i] = first with { Name = second.Name, Operator = scalar, Shape = nodes[first.Inputs[0]].Shape };
                    nodes[reader] = second with { Name = first.Name, Operator = first.Operator };
                    moved = true;
                }
            }
        }

        return new DataflowGraph<FloatNode>(nodes);
    }

    /// <summary>The operator as it is before the rearrangement, whose input has <paramref name="channels"/> channels; null if it cannot move.</summary>
    private static FloatOperator? Moved(FloatOperator op, FloatNode rearrangement, int channels)
    {
        if (SourceChannels(rearrangement, channels) is not { } target)
            return null;
        float[] Spread(float[] values, float unused)
        {
            var spread = Enumerable.Repeat(unused, channels).ToArray();
            for (var c = 0; c < channels; c++)
                spread[c] = target[c] < 0 ? unused : values[target[c]];
            return spread;
        }

        return op switch
        {
            FloatAffine affine => new FloatAffine(Spread(affine.Scale, 1), Spread(affine.Shift, 0)),
            FloatPRelu prelu => new FloatPRelu(Spread(prelu.Slopes, 0)),
            FloatActivation => op,
            _ => null,
        };
    }

    /// <summary>For each channel before the rearrangement the channel it becomes, -1 where it is dropped; null if values are made up or split.</summary>
    private static int[]? SourceChannels(FloatNode node, int channels) => node.Operator switch
    {
        FloatDepthToSpace d => [.. Enumerable.Range(0, channels).Select(c => c / (d.BlockY * d.BlockX))],
        FloatCropPad { Top: 0, Left: 0 } => [.. Enumerable.Range(0, channels)],
        FloatChannelSelect s when s.Channels.Distinct().Count() == s.Channels.Length =>
            [.. Enumerable.Range(0, channels).Select(c => s.Channels.IndexOf(c))],
        _ => null,
    };
}
