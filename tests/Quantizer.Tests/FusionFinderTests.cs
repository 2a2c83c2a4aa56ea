using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Lowering;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Which float nodes become one integer operator.</summary>
public sealed class FusionFinderTests
{
    private readonly Network _network = new();

    [Fact]
    public void Conv_relu() =>
        AssertFusions(_network.Relu("relu", _network.Conv("conv", 0, 4)), "image", "conv..relu", "head", "mask");

    [Fact]
    public void Conv_relu_batch_norm() =>
        AssertFusions(_network.Affine("norm", _network.Relu("relu", _network.Conv("conv", 0, 4))), "image", "conv..relu..norm", "head", "mask");

    [Fact]
    public void Add_relu()
    {
        int a = _network.Conv("a", 0, 4), b = _network.Conv("b", 0, 4);
        AssertFusions(_network.Relu("relu", _network.Sum("sum", a, b)), "image", "a", "b", "sum..relu", "head", "mask");
    }

    [Fact]
    public void Add_relu_keeps_a_batch_norm_apart()
    {
        int a = _network.Conv("a", 0, 4), b = _network.Conv("b", 0, 4);
        var norm = _network.Affine("norm", _network.Relu("relu", _network.Sum("sum", a, b)));
        AssertFusions(norm, "image", "a", "b", "sum..relu", "norm", "head", "mask");
    }

    [Fact]
    public void A_relu_with_two_readers_is_fused_but_not_the_batch_norm()
    {
        var relu = _network.Relu("relu", _network.Conv("conv", 0, 4));
        AssertFusions(_network.Sum("sum", relu, _network.Affine("norm", relu)), "image", "conv..relu", "norm", "sum", "head", "mask");
    }

    [Fact]
    public void A_value_with_two_readers_keeps_its_relu_apart()
    {
        var conv = _network.Conv("conv", 0, 4);
        AssertFusions(_network.Sum("sum", conv, _network.Relu("relu", conv)), "image", "conv", "relu", "sum", "head", "mask");
    }

    [Fact]
    public void Hardswish_stands_alone() =>
        AssertFusions(_network.HardSwish("swish", _network.Conv("conv", 0, 4)), "image", "conv", "swish", "head", "mask");

    [Fact]
    public void Affine_relu() =>
        AssertFusions(_network.Relu("relu", _network.Affine("norm", 0)), "image", "norm..relu", "head", "mask");

    [Fact]
    public void A_relu_of_the_image_stands_alone() => AssertFusions(_network.Relu("relu", 0), "image", "relu", "head", "mask");

    private void AssertFusions(int last, params string[] expected)
    {
        var graph = _network.WithHead(last);
        Assert.Equal(expected, FusionFinder.Find(graph).Select(f => Text(graph, f)));
    }

    /// <summary>Names of the members: root, relu if it is fused, batch norm if it is.</summary>
    private static string Text(DataflowGraph<FloatNode> graph, Fusion fusion)
    {
        List<int> members = [fusion.Root];
        if (fusion.HasRelu)
            members.Add(graph.Consumers(fusion.Root).Single());
        if (fusion.PostAffine is { } affine)
            members.Add(affine);
        Assert.Equal(members[^1], fusion.Last);
        return string.Join("..", members.Select(i => graph.Nodes[i].Name));
    }
}
