using System.Collections.Immutable;

namespace FpgaSeg.Graph.Analysis;

/// <summary>
/// Activation memory of a network whose nodes run one after the other: at each step the node's output and every value that it or a later
/// node still reads are held; nothing is overwritten in place.
/// </summary>
/// <param name="Lifetimes">One per node.</param>
/// <param name="LiveBytes">Bytes held at each step.</param>
public sealed record MemoryProfile(ImmutableArray<ValueLifetime> Lifetimes, ImmutableArray<long> LiveBytes)
{
    /// <summary>The first step at which the most is held.</summary>
    public int PeakNode => LiveBytes.IndexOf(PeakBytes);

    /// <summary>The most that is held at any step.</summary>
    public long PeakBytes => LiveBytes.Max();

    /// <summary>Skip connections, those that hold the most bytes for the most steps first.</summary>
    public IEnumerable<ValueLifetime> Skips => Lifetimes.Where(v => v.IsSkip).OrderByDescending(v => v.Bytes * v.Steps).ThenBy(v => v.Node);

    /// <summary>The profile of a graph whose node i makes <paramref name="bytesOf"/>(node) bytes.</summary>
    public static MemoryProfile Of<TNode>(DataflowGraph<TNode> graph, Func<TNode, long> bytesOf)
        where TNode : GraphNode
    {
        var lifetimes = graph.Nodes.Select((node, i) => Lifetime(graph, i, bytesOf(node))).ToImmutableArray();
        var live = Enumerable.Range(0, lifetimes.Length)
            .Select(step => lifetimes.Where(v => v.Node <= step && v.LastReader >= step).Sum(v => v.Bytes));
        return new MemoryProfile(lifetimes, [.. live]);
    }

    private static ValueLifetime Lifetime<TNode>(DataflowGraph<TNode> graph, int index, long bytes)
        where TNode : GraphNode
    {
        var last = graph.Consumers(index) is { IsEmpty: false } readers ? readers[^1] : index;
        var shape = graph.Nodes[index].Shape;
        var isLong = Enumerable.Range(index + 1, Math.Max(0, last - index - 1))
            .Any(k => (graph.Nodes[k].Shape.Height, graph.Nodes[k].Shape.Width) != (shape.Height, shape.Width));
        return new ValueLifetime(index, last, bytes, isLong);
    }
}
