using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Passes;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Folding keeps the function and happens only where nobody else reads the convolution.</summary>
public sealed class FoldAffineIntoConvTests
{
    [Fact]
    public void The_function_stays() => Cases.ForAll(60, random =>
    {
        var graph = Draw(random);
        var (folded, log) = FloatPasses.Run(graph);
        var input = new FeatureMap<float>(graph.Input.Shape, random.Normals(graph.Input.Shape.Count));

        Assert.Equal(3, log.Single(l => l.Pass == new FoldAffineIntoConv().Name).Changes.Count);
        Assert.DoesNotContain(folded.Nodes, n => n.Operator is FloatAffine);
        float[] expected = new FloatExecutor(graph).RunLogit(input).Data, actual = new FloatExecutor(folded).RunLogit(input).Data;
        var largest = Math.Max(1, expected.Max(Math.Abs));
        Assert.All(expected.Zip(actual), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1e-5 * largest));
    });

    [Fact]
    public void A_convolution_with_two_readers_is_left_alone()
    {
        var network = new Network();
        var conv = network.Conv("conv", 0, 4);
        var graph = network.WithHead(network.Sum("sum", conv, network.Affine("norm", conv)));

        var changes = new List<string>();
        var folded = new FoldAffineIntoConv().Run(graph, changes.Add);

        Assert.Empty(changes);
        Assert.Equal(graph.Nodes.Select(n => n.Name), folded.Nodes.Select(n => n.Name));
    }

    [Fact]
    public void An_affine_of_something_else_is_left_alone()
    {
        var network = new Network();
        var graph = network.WithHead(network.Affine("norm", network.Relu("relu", network.Conv("conv", 0, 4))));
        Assert.Contains(new FoldAffineIntoConv().Run(graph, _ => { }).Nodes, n => n.Name == "norm");
    }

    /// <summary>Dense, depthwise and grouped convolutions with a batch norm each, over a residual.</summary>
    private static DataflowGraph<FloatNode> Draw(Random random)
    {
        var network = new Network(random.Next(1, 4), random.Next(3, 15), random.Next(3, 15), random.Next());
        var channels = 2 * random.Next(1, 5);
        var dense = network.Relu("relu", network.Affine("norm1", network.Conv("dense", 0, channels, kernel: 1 + (2 * random.Next(3)))));
        var depthwise = network.Affine("norm2", network.Conv("depthwise", dense, channels, kernel: 5, groups: channels));
        var grouped = network.Affine("norm3", network.Conv("grouped", network.Sum("sum", dense, depthwise), 2 * random.Next(1, 5), groups: 2));
        return network.WithHead(grouped);
    }
}
