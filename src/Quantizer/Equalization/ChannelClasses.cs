using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>
/// Channels that can only be scaled together, by one positive factor, if the network is to keep its function: those that ReLU, pooling, resizing,
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
            case FloatAdd or FloatMaxPool2d or FloatUpsample2x:
            case FloatActivation { Function: var f } when f == ActivationFunction.Relu:
                foreach (var input in node.Inputs)
                    Join(i, input, node.Shape.Channels);
                break;
            default:
                Fix(i);
                break;
        }
    }

    private void Join(int node, int input, int channels)
    {
        for (var c = 0; c < channels; c++)
        {
            int a = Of(node, c), b = Of(input, c);
            _parent[Math.Max(a, b)] = Math.Min(a, b);
            _fixed[Math.Min(a, b)] = _fixed[a] || _fixed[b];
        }
    }

    private void Fix(int i)
    {
        foreach (var node in _graph.Nodes[i].Inputs.Append(i))
        {
            for (var c = 0; c < _graph.Nodes[node].Shape.Channels; c++)
                _fixed[Of(node, c)] = true;
        }
    }

    private int Root(int channel)
    {
        while (_parent[channel] != channel)
            channel = _parent[channel] = _parent[_parent[channel]];
        return channel;
    }
}
