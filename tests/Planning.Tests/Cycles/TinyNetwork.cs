using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>Networks of one channel for cycles by hand: values do not matter, every stage is folded as far as it goes.</summary>
internal sealed class TinyNetwork
{
    private readonly List<IntegerNode> _nodes = [];

    public TinyNetwork(int height, int width) => Append(new IntegerInput(), new FeatureShape(1, height, width), NumberFormat.UInt8);

    public int Image => 0;

    public int Affine(int from) => Append(new IntegerAffine(Rule(1)), _nodes[from].Shape, NumberFormat.UInt8, from);

    public int Convolution(int from, int kernel) => Append(
        new IntegerConv2d(new ConvKernel<sbyte>(new KernelShape(1, 1, kernel, kernel), new sbyte[kernel * kernel]), 8, WindowGeometry.Same(kernel), 1, [], Rule(1)),
        _nodes[from].Shape,
        NumberFormat.UInt8,
        from);

    public int MaxPool(int from)
    {
        var window = new WindowGeometry(2, 2, 2, 2);
        return Append(new IntegerMaxPool2d(window), window.OutputShape(_nodes[from].Shape, 1), NumberFormat.UInt8, from);
    }

    public int Upsample(int from, UpsampleMode mode)
    {
        var (channels, height, width) = (_nodes[from].Shape.Channels, _nodes[from].Shape.Height, _nodes[from].Shape.Width);
        var op = mode == UpsampleMode.Nearest
            ? new IntegerResize2d(ResizeAxis.Replicate(height, 2), ResizeAxis.Replicate(width, 2), 1, 0)
            : new IntegerResize2d(ResizeAxis.HalfPixel(height, 2 * height), ResizeAxis.HalfPixel(width, 2 * width), 1, 4);
        return Append(op, new FeatureShape(channels, 2 * height, 2 * width), NumberFormat.UInt8, from);
    }

    public int Mean(int from)
    {
        var shape = _nodes[from].Shape;
        var op = new IntegerAveragePool2d(PoolAxis.Whole(shape.Height), PoolAxis.Whole(shape.Width), [], [1], 8);
        return Append(op, new FeatureShape(shape.Channels, 1, 1), NumberFormat.UInt8, from);
    }

    public int Add(int a, int b) => Append(new IntegerAdd(1, 1, 1), _nodes[a].Shape, NumberFormat.UInt8, a, b);

    /// <summary>A join of the same turns that nothing fuses.</summary>
    public int Multiply(int a, int b) => Append(new IntegerMul(1, 8), _nodes[a].Shape, NumberFormat.UInt8, a, b);

    public int Concat(params int[] inputs) =>
        Append(new IntegerConcat(), _nodes[inputs[0]].Shape with { Channels = inputs.Sum(i => _nodes[i].Shape.Channels) }, NumberFormat.UInt8, inputs);

    /// <summary>The network with a mask of its last value.</summary>
    public CycleModel Model()
    {
        Append(new IntegerThreshold(0), _nodes[^1].Shape, NumberFormat.Bit, _nodes.Count - 1);
        var graph = StageGraphBuilder.Build(new DataflowGraph<IntegerNode>(_nodes));
        return new CycleModel(graph, [.. graph.Stages.Select(_ => new Folding(1, 1, 0, 0))]);
    }

    public FeatureShape ShapeOf(int node) => _nodes[node].Shape;

    private static Requantizer Rule(int channels) => new([.. Enumerable.Repeat(1, channels)], [.. Enumerable.Repeat(0L, channels)], 0);

    private int Append(IntegerOperator op, FeatureShape shape, NumberFormat format, params int[] inputs)
    {
        _nodes.Add(new IntegerNode($"v{_nodes.Count}", op, [.. inputs], shape, format, 1, null));
        return _nodes.Count - 1;
    }
}
