using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Stages;

/// <summary>Which depthwise convolutions become one stage with the sum behind them.</summary>
public class ResidualSelectionTests
{
    private static readonly FeatureShape _shape = new(2, 8, 8);

    [Theory]
    [InlineData(1, 1, 0, 0, 1, 1)]
    [InlineData(3, 3, 1, 1, 1, 1)]
    [InlineData(5, 3, 2, 1, 1, 1)]
    [InlineData(3, 3, 2, 3, 2, 3)]
    public void An_odd_kernel_with_half_its_extent_of_padding_is_fused(int height, int width, int padY, int padX, int dilationY, int dilationX)
    {
        var window = new WindowGeometry(height, width, 1, 1, padY, padX, padY, padX, dilationY, dilationX);

        var graph = StageGraphBuilder.Build(Residual(window));

        var stage = Assert.Single(graph.Stages.OfType<DepthwiseAddStage>());
        Assert.Equal((2, 1, NumberFormat.Int8), (stage.Node, stage.MiddleNode, stage.MiddleFormat));
        Assert.Equal((7, 5), (stage.Sum.MultiplierA, stage.Sum.MultiplierB));
        Assert.Equal((0, 2), (stage.Input.Node, stage.Output.Node));
        Assert.Empty(graph.Stages.Where(s => s is ForkStage or AddStage or DepthwiseStage));
        Assert.Equal(graph.Streams.Length, graph.Stages.Sum(s => s.Outputs.Length));
    }

    /// <summary>The convolution's factor comes first in the stage, wherever the sum has it.</summary>
    [Fact]
    public void The_factors_follow_their_operands()
    {
        var stage = StageGraphBuilder.Build(Residual(WindowGeometry.Same(3), sum: [0, 1])).Stages.OfType<DepthwiseAddStage>().Single();
        Assert.Equal((5, 7, 4), (stage.Sum.MultiplierA, stage.Sum.MultiplierB, stage.Sum.Shift));
    }

    [Fact]
    public void A_sum_that_is_read_twice_is_forked_as_any_other()
    {
        var graph = StageGraphBuilder.Build(Graph(
            Conv(WindowGeometry.Same(3), 2), new Node(new IntegerAdd(7, 5, 4), [1, 0]), new Node(new IntegerAdd(1, 1, 0), [2, 2])));
        Assert.Single(graph.Stages.OfType<DepthwiseAddStage>());
        Assert.Equal(2, Assert.Single(graph.Stages.OfType<ForkStage>()).Node);
    }

    public static TheoryData<string> Others => [.. _others.Keys];

    private static readonly ImmutableSortedDictionary<string, DataflowGraph<IntegerNode>> _others = new Dictionary<string, DataflowGraph<IntegerNode>>
    {
        ["the convolution's result has a second reader"] = Graph(
            Conv(WindowGeometry.Same(3), 2), new Node(new IntegerAdd(7, 5, 4), [1, 0]), new Node(new IntegerAdd(1, 1, 0), [2, 1])),
        ["it is added to itself"] = Graph(Conv(WindowGeometry.Same(3), 2), new Node(new IntegerAdd(7, 5, 4), [1, 1])),
        ["it is added to another map"] = Graph(
            Conv(WindowGeometry.Same(3), 2), Conv(WindowGeometry.Same(3), 1), new Node(new IntegerAdd(7, 5, 4), [1, 2])),
        ["it is multiplied"] = Graph(Conv(WindowGeometry.Same(3), 2), new Node(new IntegerMul(7, 4), [1, 0])),
        ["the convolution is dense"] = Residual(WindowGeometry.Same(3), groups: 1),
        ["the kernel is even"] = Residual(new WindowGeometry(2, 2, 1, 1, 1, 1)),
        ["the kernel is even and dilated"] = Residual(new WindowGeometry(2, 2, 1, 1, 1, 1, 1, 1, 2, 2)),
        ["the padding is not the same above and below"] = Residual(new WindowGeometry(3, 3, 1, 1, 2, 1, 0, 1)),
        ["the padding is not the same on both sides"] = Residual(new WindowGeometry(3, 3, 1, 1, 1, 0, 1, 2)),
        ["a map of one pixel meets every pixel"] = Graph(Conv(new WindowGeometry(7, 7), 2, new FeatureShape(2, 2, 2)), new Node(new IntegerAdd(7, 5, 4), [0, 1])),
    }.ToImmutableSortedDictionary();

    [Theory]
    [MemberData(nameof(Others))]
    public void Others_are_not(string name)
    {
        var graph = StageGraphBuilder.Build(_others[name]);
        Assert.Empty(graph.Stages.OfType<DepthwiseAddStage>());
        Assert.Equal(graph.Streams.Length, graph.Stages.Sum(s => s.Outputs.Length));
        Assert.Equal(graph.Streams.Length, graph.Stages.Sum(s => s.Inputs.Length));
    }

    /// <summary>Strides leave fewer pixels than the map has, save where the map is one pixel.</summary>
    [Fact]
    public void A_stride_is_not()
    {
        var pixel = new FeatureShape(2, 1, 1);
        var graph = Of([new Node(new IntegerInput(), [], pixel), Conv(new WindowGeometry(3, 3, 2, 2, 1, 1, 1, 1), 2, pixel), new Node(new IntegerAdd(7, 5, 4), [1, 0], pixel)]);
        Assert.Empty(StageGraphBuilder.Build(graph).Stages.OfType<DepthwiseAddStage>());
    }

    private sealed record Node(IntegerOperator Operator, ImmutableArray<int> Inputs, FeatureShape? Shape = null);

    private static DataflowGraph<IntegerNode> Residual(WindowGeometry window, int groups = 2, ImmutableArray<int>? sum = null) =>
        Graph(Conv(window, groups), new Node(new IntegerAdd(7, 5, 4), sum ?? [1, 0]));

    // A convolution of node 0.
    private static Node Conv(WindowGeometry window, int groups, FeatureShape? shape = null)
    {
        var kernel = new ConvKernel<sbyte>(
            new KernelShape(2, 2 / groups, window.KernelHeight, window.KernelWidth), new sbyte[2 * 2 / groups * window.KernelHeight * window.KernelWidth]);
        return new Node(new IntegerConv2d(kernel, 8, window, groups, [], new Requantizer([3, 3], [0, 0], 4)), [0], shape);
    }

    private static DataflowGraph<IntegerNode> Graph(params Node[] nodes) =>
        Of([new Node(new IntegerInput(), []), .. nodes]);

    private static DataflowGraph<IntegerNode> Of(IReadOnlyList<Node> nodes) => new(
        [.. nodes.Select((n, i) => new IntegerNode($"node{i}", n.Operator, n.Inputs, n.Shape ?? _shape, NumberFormat.Int8, 1, null))]);
}
