using FpgaSeg.Core.Tensors;
using FpgaSeg.Verification.Divergence;

namespace FpgaSeg.Verification.Tests;

public sealed class DivergenceLocatorTests
{
    private readonly FeatureMap<int>[] _expected = [.. Networks.Diamond().Nodes.Select((n, i) => Ramp(n.Shape, i * 100))];

    [Fact]
    public void Equal_traces_have_none() => Assert.Null(Locate(Trace()));

    [Fact]
    public void An_empty_trace_has_none() => Assert.Null(Locate([]));

    [Fact]
    public void The_first_node_in_topological_order_is_named_although_later_ones_differ_too()
    {
        var trace = Trace();
        trace[4][0, 0, 0] = -1;
        trace[2][1, 1, 2] = 77;
        trace[3][0, 0, 0] = -1;
        // Node 2 counts from 200; channel 1, row 1, column 2 is its last element, 200 + 11.
        Assert.Equal(new FirstDivergence("a.png", 2, "right", 1, 1, 2, 211, 77), Locate(trace));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 0 }, new[] { 1, 0, 2 }, new[] { 1, 0, 2 })] // An earlier row wins over an earlier channel.
    [InlineData(new[] { 0, 0, 2 }, new[] { 1, 0, 1 }, new[] { 1, 0, 1 })] // So does an earlier column in one row.
    [InlineData(new[] { 1, 1, 1 }, new[] { 0, 1, 1 }, new[] { 0, 1, 1 })] // At one pixel, the first channel.
    public void Elements_come_in_the_order_of_the_stream(int[] one, int[] other, int[] first)
    {
        var trace = Trace();
        trace[1][one[0], one[1], one[2]]--;
        trace[1][other[0], other[1], other[2]]--;
        var found = Locate(trace)!;
        Assert.Equal(first, new[] { found.Channel, found.Y, found.X });
        Assert.Equal(found.Expected - 1, found.Actual);
    }

    [Fact]
    public void Nodes_that_the_trace_lacks_are_passed_over()
    {
        var trace = Trace();
        trace[1][0, 0, 0] = -1;
        trace[3][0, 1, 0] = -5;
        trace.Remove(1);
        Assert.Equal(new FirstDivergence("a.png", 3, "joined", 0, 1, 0, 303, -5), Locate(trace));
    }

    [Fact]
    public void A_tensor_of_another_shape_is_a_bug()
    {
        var trace = Trace();
        trace[2] = new FeatureMap<int>(new FeatureShape(2, 3, 2));
        Assert.Throws<ArgumentException>(() => Locate(trace));
    }

    private FirstDivergence? Locate(Dictionary<int, FeatureMap<int>> trace) => DivergenceLocator.Locate(Networks.Diamond(), "a.png", _expected, trace);

    private Dictionary<int, FeatureMap<int>> Trace() =>
        _expected.Select((m, i) => (m, i)).ToDictionary(p => p.i, p => new FeatureMap<int>(p.m.Shape, [.. p.m.Data]));

    private static FeatureMap<int> Ramp(FeatureShape shape, int from) => new(shape, [.. Enumerable.Range(from, shape.Count)]);
}
