using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Passes;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Batch norm and activation behind a transposed convolution end up inside its convolution, and the function stays.</summary>
public sealed class MoveScalarsTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(9)] // a crop stands between too
    public void Batch_norm_reaches_the_convolution_of_a_transposed_one(int size)
    {
        var graph = Transposed(size);

        var (folded, _) = FloatPasses.Run(graph);

        Assert.DoesNotContain(folded.Nodes, n => n.Operator is FloatAffine);
        Assert.IsType<FloatActivation>(folded.Nodes[2].Operator);
        var input = new FeatureMap<float>(graph.Input.Shape, new Random(3).Normals(graph.Input.Shape.Count));
        float[] expected = new FloatExecutor(graph).RunLogit(input).Data, actual = new FloatExecutor(folded).RunLogit(input).Data;
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-4f));
    }

    private static DataflowGraph<FloatNode> Transposed(int size)
    {
        var random = new Random(8);
        var kernel = new ConvKernel<float>(new KernelShape(3, 4, 3, 3), random.Normals(3 * 4 * 9));
        var parts = TransposedConvolution.Rewrite(
            new FeatureShape(3, 5, 5), kernel, random.Normals(4), new WindowGeometry(3, 3, 2, 2, 1, 1), 1, size, size);
        var nodes = new List<FloatNode>
        {
            new("image", new FloatInput(), [], new FeatureShape(3, 5, 5)),
            new("up", parts.Conv, [0], parts.ConvShape),
            new("up/spread", parts.Spread, [1], parts.SpreadShape),
        };
        if (parts.Crop is { } crop)
            nodes.Add(new("up/crop", crop, [2], parts.Shape));
        nodes.Add(new("norm", new FloatAffine(random.Normals(4), random.Normals(4)), [nodes.Count - 1], parts.Shape));
        nodes.Add(new("relu", new FloatActivation(ActivationFunction.Relu), [nodes.Count - 1], parts.Shape));
        var head = new ConvKernel<float>(new KernelShape(1, 4, 1, 1), random.Normals(4));
        nodes.Add(new("head", new FloatConv2d(head, [0.1f], WindowGeometry.Same(1), 1), [nodes.Count - 1], parts.Shape with { Channels = 1 }));
        nodes.Add(new("mask", new FloatThreshold(0), [nodes.Count - 1], parts.Shape with { Channels = 1 }));
        return new DataflowGraph<FloatNode>(nodes);
    }
}
