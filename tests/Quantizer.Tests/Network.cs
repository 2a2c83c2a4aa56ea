using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Builds small float graphs; every call appends one node and returns its index.</summary>
internal sealed class Network
{
    private readonly List<FloatNode> _nodes = [];
    private readonly Random _random;

    public Network(int channels = 3, int height = 12, int width = 10, int seed = 1)
    {
        _random = new Random(seed);
        _nodes.Add(new FloatNode("image", new FloatInput(), [], new FeatureShape(channels, height, width)));
    }

    public int Add(string name, FloatOperator op, params int[] inputs)
    {
        var input = _nodes[inputs[0]].Shape;
        var shape = op switch
        {
            FloatConv2d conv => conv.Window.OutputShape(input, conv.Kernel.Shape.OutChannels),
            FloatMaxPool2d pool => pool.Window.OutputShape(input, input.Channels),
            FloatResize2d resize => input with { Height = resize.Rows.OutputSize, Width = resize.Columns.OutputSize },
            FloatConcat => input with { Channels = inputs.Sum(i => _nodes[i].Shape.Channels) },
            _ => input,
        };
        _nodes.Add(new FloatNode(name, op, [.. inputs], shape));
        return _nodes.Count - 1;
    }

    /// <summary>A convolution with random weights that keeps height and width.</summary>
    public int Conv(string name, int input, int channels, int kernel = 3, int groups = 1)
    {
        var shape = new KernelShape(channels, _nodes[input].Shape.Channels / groups, kernel, kernel);
        var weights = _random.Normals(shape.Count, 1 / Math.Sqrt(shape.WeightsPerOutput));
        return Add(name, new FloatConv2d(new ConvKernel<float>(shape, weights), _random.Normals(channels, 0.2), WindowGeometry.Same(kernel), groups), input);
    }

    /// <summary>A 1x1 convolution with the given weights, one output channel after the other, and no bias.</summary>
    public int Pointwise(string name, int input, int channels, params float[] weights)
    {
        var kernel = new ConvKernel<float>(new KernelShape(channels, _nodes[input].Shape.Channels, 1, 1), weights);
        return Add(name, new FloatConv2d(kernel, new float[channels], WindowGeometry.Same(1), 1), input);
    }

    /// <summary>A batch norm with random, partly negative factors.</summary>
    public int Affine(string name, int input)
    {
        var channels = _nodes[input].Shape.Channels;
        return Add(name, new FloatAffine(_random.Normals(channels), _random.Normals(channels, 0.5)), input);
    }

    public int Relu(string name, int input) => Add(name, new FloatActivation(ActivationFunction.Relu), input);

    public int HardSwish(string name, int input) => Add(name, new FloatActivation(ActivationFunction.HardSwish), input);

    public int Sum(string name, int a, int b) => Add(name, new FloatAdd(), a, b);

    /// <summary>Halves height and width.</summary>
    public int Pool(string name, int input) => Add(name, new FloatMaxPool2d(new WindowGeometry(2, 2, 2, 2)), input);

    /// <summary>Doubles height and width, bilinear.</summary>
    public int Up(string name, int input)
    {
        var shape = _nodes[input].Shape;
        return Add(name, new FloatResize2d(ResizeAxis.HalfPixel(shape.Height, 2 * shape.Height), ResizeAxis.HalfPixel(shape.Width, 2 * shape.Width)), input);
    }

    /// <summary>A small U-Net: a fork before the pool, one convolution below, an addition behind the resize; with a depthwise block at the top.</summary>
    public static DataflowGraph<FloatNode> UNet(int seed = 1)
    {
        var n = new Network(3, 16, 16, seed);
        var stem = n.Relu("stem/relu", n.Conv("stem", 0, 8));
        var block = n.Sum("block/add", n.Relu("block/relu", n.Conv("block", stem, 8, kernel: 3, groups: 8)), stem);
        var encoder = n.Relu("enc/relu", n.Conv("enc", block, 8, kernel: 1));
        var deep = n.Relu("deep/relu", n.Conv("deep", n.Pool("pool", encoder), 8));
        var sum = n.Sum("skip/add", n.Up("up", deep), encoder);
        return n.WithHead(n.Relu("dec/relu", n.Conv("dec", sum, 6)));
    }

    /// <summary>A U-Net of two depths: 'outer/relu' and 'inner/relu' wait for the decoder.</summary>
    public static DataflowGraph<FloatNode> TwoSkips()
    {
        var n = new Network(3, 16, 16);
        var outer = n.Relu("outer/relu", n.Conv("outer", 0, 4));
        var inner = n.Relu("inner/relu", n.Conv("inner", n.Pool("pool1", outer), 4));
        var deep = n.Relu("deep/relu", n.Conv("deep", n.Pool("pool2", inner), 4));
        var middle = n.Relu("middle/relu", n.Conv("middle", n.Sum("inner/add", n.Up("up2", deep), inner), 4));
        return n.WithHead(n.Sum("outer/add", n.Up("up1", middle), outer));
    }

    /// <summary>The graph as it stands; its last node is the output.</summary>
    public DataflowGraph<FloatNode> Build() => new(_nodes);

    /// <summary>Closes the graph with a head and the threshold.</summary>
    public DataflowGraph<FloatNode> WithHead(int input)
    {
        Add("mask", new FloatThreshold(0), Conv("head", input, 1, kernel: 1));
        return new DataflowGraph<FloatNode>(_nodes);
    }
}
