using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Planning.Tests.Fit;

/// <summary>The same network at another size, and with narrower skips.</summary>
public sealed class ResizedGraphTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_size_has_the_shapes_of_a_network_made_for_it(bool concatenates)
    {
        var (made, resized) = (Networks.U(24, concatenates: concatenates), ResizedGraph.Of(Networks.U(32, concatenates: concatenates), 24, 24));
        Assert.NotNull(resized);
        Assert.Equal(made.Nodes.Select(n => (n.Name, n.Shape)), resized.Nodes.Select(n => (n.Name, n.Shape)));
        Assert.Equal(made.Nodes.Select(n => (n.Operator as IntegerResize2d)?.Rows), resized.Nodes.Select(n => (n.Operator as IntegerResize2d)?.Rows));
    }

    /// <summary>7 rows are pooled to 3 and doubled to 6, which do not meet 7.</summary>
    [Fact]
    public void A_size_at_which_maps_do_not_meet_is_none() => Assert.Null(ResizedGraph.Of(Networks.U(16), 7, 16));

    [Fact]
    public void An_operator_made_for_one_size_has_no_other()
    {
        var shape = new FeatureShape(1, 8, 8);
        DataflowGraph<IntegerNode> Of(IntegerOperator op, FeatureShape output) => new(
            [Networks.Node("image", new IntegerInput(), [], shape, NumberFormat.UInt8), Networks.Node("op", op, [0], output, NumberFormat.UInt8)]);
        Assert.Null(ResizedGraph.Of(Of(new IntegerCropPad(1, 1), new FeatureShape(1, 4, 4)), 16, 16));
        var corners = ResizeAxis.AlignCorners(8, 16);
        Assert.Null(ResizedGraph.Of(Of(new IntegerResize2d(corners, corners, 1, 8), new FeatureShape(1, 16, 16)), 16, 16));
        var thirds = PoolAxis.Adaptive(8, 3);
        Assert.Null(ResizedGraph.Of(Of(new IntegerAveragePool2d(thirds, thirds, [6, 9], [1, 1], 3), new FeatureShape(1, 3, 3)), 16, 16));
        var whole = PoolAxis.Whole(8);
        Assert.Equal(PoolAxis.Whole(16), ((IntegerAveragePool2d)ResizedGraph.Of(Of(new IntegerAveragePool2d(whole, whole, [], [1], 6), new FeatureShape(1, 1, 1)), 16, 16)!.Nodes[1].Operator).Rows);
    }

    /// <summary>A long skip waits at 4 bits: its queue is half as wide. A concatenation reads it at its own width again, behind another stage.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Narrow_skips_wait_at_fewer_bits(bool concatenates)
    {
        var narrow = NarrowSkips.Of(Networks.U(16, concatenates: concatenates), 4);
        Assert.NotNull(narrow);
        Assert.Empty(IntegerGraphRules.Check(narrow));
        var plan = DesignPlanner.Plan(Networks.Stages(narrow), Networks.Board("basys3"), new PlanOptions());
        Assert.Contains(plan.Streams, s => s.Stream.BitsPerPixel == 4 * 4);
        if (!concatenates)
            Assert.Equal(4 * 4, plan.Streams.MaxBy(s => s.Depth)!.Stream.BitsPerPixel);
        Assert.Equal(concatenates ? 2 : 1, narrow.Nodes.Length - Networks.U(16).Nodes.Length);
        Assert.Null(NarrowSkips.Of(Networks.U(16), 8));
        Assert.Null(NarrowSkips.Of(Networks.Point(), 4));
    }
}
