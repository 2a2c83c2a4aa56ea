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
        var shape = op is FloatConv2d conv ? conv.Window.OutputShape(input, conv.Kernel.Shape.OutChannels) : input;
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

    /// <summary>Closes the graph with a head and the threshold.</summary>
    public DataflowGraph<FloatNode> WithHead(int input)
    {
        Add("mask", new FloatThreshold(0), Conv("head", input, 1, kernel: 1));
        return new DataflowGraph<FloatNode>(_nodes);
    }
}
