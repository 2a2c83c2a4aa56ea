using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Tests;

/// <summary>A graph that breaks an invariant cannot be made.</summary>
public sealed class DataflowGraphTests
{
    private static readonly FeatureShape Shape = new(1, 2, 2);

    [Fact]
    public void Consumers_are_listed_once_and_ascending()
    {
        var graph = new DataflowGraph<FloatNode>([Input(), Add("twice", 0, 0), Add("sum", 0, 1), Add("end", 1, 2)]);

        Assert.Equal([1, 2], graph.Consumers(0).ToArray());
        Assert.Equal([2, 3], graph.Consumers(1).ToArray());
        Assert.Empty(graph.Consumers(3));
        Assert.Equal(("image", "end"), (graph.Input.Name, graph.Output.Name));
    }

    [Fact]
    public void A_graph_has_an_input() => Refused("at least its input");

    [Fact]
    public void Nodes_read_earlier_ones_only()
    {
        Refused("reads node 1", Input(), Add("loop", 0, 1));
        Refused("reads node 2", Input(), Add("a", 0, 2), Add("b", 0, 1));
        Refused("reads node -1", Input(), Add("a", 0, -1));
    }

    [Fact]
    public void Names_are_unique() => Refused("Two nodes are named 'image'", Input(), Add("image", 0, 0));

    [Fact]
    public void Every_value_but_the_last_is_read() => Refused("'dead' is never read", Input(), Add("dead", 0, 0), Add("end", 0, 0));

    [Fact]
    public void Only_the_first_node_has_no_inputs()
    {
        Refused("has no inputs", Input(), Input() with { Name = "second" }, Add("sum", 0, 1));
        Refused("reads node 0", Add("sum", 0, 0));
    }

    private static FloatNode Input() => new("image", new FloatInput(), [], Shape);

    private static FloatNode Add(string name, params int[] inputs) => new(name, new FloatAdd(), [.. inputs], Shape);

    private static void Refused(string reason, params FloatNode[] nodes) =>
        Assert.Contains(
            reason, Assert.Throws<ArgumentException>(() => new DataflowGraph<FloatNode>(nodes)).Message, StringComparison.Ordinal);
}
