using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Equalization;

/// <summary>Largest magnitudes of every class of channels, in the weights that produce it and in those that read it.</summary>
internal sealed class ChannelRanges
{
    private readonly double[] _produced;
    private readonly double[] _read;

    public ChannelRanges(DataflowGraph<FloatNode> graph, ChannelClasses classes)
    {
        (_produced, _read) = (new double[classes.Count], new double[classes.Count]);
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (graph.Nodes[i].Operator is FloatConv2d conv)
                Add(conv, o => classes.Of(i, o), c => classes.Of(graph.Nodes[i].Inputs[0], c));
        }
    }

    /// <summary>Largest weight of the convolutions that produce the class; 0 if none does.</summary>
    public double Produced(int root) => _produced[root];

    /// <summary>Largest weight of the convolutions that read the class; 0 if none does.</summary>
    public double Read(int root) => _read[root];

    private void Add(FloatConv2d conv, Func<int, int> output, Func<int, int> input)
    {
        var shape = conv.Kernel.Shape;
        var (taps, outputsPerGroup) = (shape.Height * shape.Width, shape.OutChannels / conv.Groups);
        for (var k = 0; k < shape.Count; k++)
        {
            var (magnitude, o) = (Math.Abs((double)conv.Kernel.Data[k]), k / shape.WeightsPerOutput);
            var i = (o / outputsPerGroup * shape.InChannelsPerGroup) + (k / taps % shape.InChannelsPerGroup);
            _produced[output(o)] = Math.Max(_produced[output(o)], magnitude);
            _read[input(i)] = Math.Max(_read[input(i)], magnitude);
        }
    }
}
