using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>
/// Channels that can only be scaled together, by one positive factor, if the network is to keep its function: those that rectifiers, pooling, resizing,
/// addition and concatenation tie to each other. A convolution or an affine ends a class on either side. A class that
/// touches anything else (the image, the mask, an activation that does not commute with a factor) cannot be scaled.
/// </summary>
internal sealed class ChannelClasses
{
    private readonly DataflowGraph<FloatNode> _graph;
    private readonly int[] _first;
    private readonly int[] _parent;
    private readonly bool[] _fixed;

    public ChannelClasses(DataflowGraph<FloatNode> graph)
    {
        _graph = graph;
        _first = new int[graph.Nodes.Length + 1];
        for (var i = 0; i < graph.Nodes.Length; i++)
            _first[i + 1] = _first[i] + graph.Nodes[i].Shape.Channels;
        _parent = [.. Enumerable.Range(0, _first[^1])];
        _fixed = new bool[_first[^1]];
        for (var i = 0; i < graph.Nodes.Length; i++)
            Tie(i);
    }

    /// <summary>All channels of all values.</summary>
    public int Count => _parent.Length;

    /// <summary>The class of a channel; itself a channel's number.</summary>
    public int Of(int node, int channel) => Root(_first[node] + channel);

    /// <summary>Whether a class may be scaled.</summary>
    public bool IsFree(int root) => !_fixed[root];

    private void Tie(int i)
    {
        var node = _graph.Nodes[i];
        switch (node.Operator)
        {
            case FloatConv2d or FloatAffine:
                break;
            case FloatAdd or FloatSub or FloatMaxPool2d or FloatAveragePool2d or FloatResize2d or FloatCropPad or FloatPRelu:
            case FloatActivation { Function: var f } when IsHomogeneous(f):
                foreach (var input in node.Inputs)
                    Join(i, input, c => c);
                break;
            case FloatChannelSelect select:
                Join(i, node.Inputs[0], c => select.Channels[c]);
                break;
            case FloatDepthToSpace block:
                Join(node.Inputs[0], i, c => c / (block.BlockY * block.BlockX));
                break;
            case FloatConcat:
                TieConcat(i, node);
                break;
            case FloatMul:
                // The product takes the first factor's scale; the second, a gate, stays as it is.
                Join(i, node.Inputs[0], c => c);
                FixOne(node.Inputs[1]);
                break;
            default:
                FixOne(i);
                foreach (var input in node.Inputs)
                    FixOne(input);
                break;
        }
    }

    /// <summary>f(2x) = 2 f(x) at every magnitude: then it holds for every positive factor, as far as these functions go.</summary>
    private static bool IsHomogeneous(ActivationFunction f) =>
        Enumerable.Range(-20, 41).Select(e => Math.ScaleB(1.25, e)).All(x => f.Evaluate(2 * x) == 2 * f.Evaluate(x) && f.Evaluate(-2 * x) == 2 * f.Evaluate(-x));

    private void TieConcat(int i, FloatNode node)
    {
        var first = 0;
        foreach (var input in node.Inputs)
        {
            var offset = first;
            Join(input, i, c => offset + c);
            first += _graph.Nodes[input].Shape.Channels;
        }
    }

    /// <summary>Ties every channel c of one value to channel <paramref name="channelOf"/>(c) of another, or to its only one.</summary>
    private void Join(int node, int other, Func<int, int> channelOf)
    {
        var last = _graph.Nodes[other].Shape.Channels - 1;
        for (var c = 0; c < _graph.Nodes[node].Shape.Channels; c++)
        {
            int a = Of(node, c), b = Of(other, Math.Min(channelOf(c), last));
            _parent[Math.Max(a, b)] = Math.Min(a, b);
            _fixed[Math.Min(a, b)] = _fixed[a] || _fixed[b];
        }
    }

    private void FixOne(int node)
    {
        for (var c = 0; c < _graph.Nodes[node].Shape.Channels; c++)
            _fixed[Of(node, c)] = true;
    }

    private int Root(int channel)
    {
        while (_parent[channel] != channel)
            channel = _parent[channel] = _parent[_parent[channel]];
        return channel;
    }
}
