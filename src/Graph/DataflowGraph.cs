using System.Collections.Immutable;

namespace FpgaSeg.Graph;

/// <summary>
/// A network with one input and one output: nodes in topological order, the first the input, the last the output.
/// </summary>
public sealed class DataflowGraph<TNode>
    where TNode : GraphNode
{
    private readonly ImmutableArray<ImmutableArray<int>> _consumers;

    /// <exception cref="ArgumentException">A node reads a later node, a name repeats, or a value other than the last is never read.</exception>
    public DataflowGraph(IEnumerable<TNode> nodes)
    {
        Nodes = [.. nodes];
        _consumers = ConsumersOf(Nodes);
        Check();
    }

    public ImmutableArray<TNode> Nodes { get; }

    public TNode Input => Nodes[0];

    public TNode Output => Nodes[^1];

    /// <summary>Indices of the nodes that read the output of node <paramref name="index"/>, ascending.</summary>
    public ImmutableArray<int> Consumers(int index) => _consumers[index];

    private static ImmutableArray<ImmutableArray<int>> ConsumersOf(ImmutableArray<TNode> nodes)
    {
        var consumers = nodes.Select(_ => ImmutableArray.CreateBuilder<int>()).ToArray();
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var input in nodes[i].Inputs)
            {
                if (input < 0 || input >= i)
                    throw new ArgumentException($"Node {i} '{nodes[i].Name}' reads node {input}; nodes read earlier ones.");
                consumers[input].Add(i);
            }
        }

        return [.. consumers.Select(c => c.Distinct().ToImmutableArray())];
    }

    private void Check()
    {
        if (Nodes.IsEmpty)
            throw new ArgumentException("A graph has at least its input.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Nodes.Length; i++)
        {
            if (!names.Add(Nodes[i].Name))
                throw new ArgumentException($"Two nodes are named '{Nodes[i].Name}'.");
            if (_consumers[i].IsEmpty && i != Nodes.Length - 1)
                throw new ArgumentException($"The output of node {i} '{Nodes[i].Name}' is never read.");
            if ((i == 0) != Nodes[i].Inputs.IsEmpty)
                throw new ArgumentException($"Node {i} '{Nodes[i].Name}': the first node, and only it, has no inputs.");
        }
    }
}
