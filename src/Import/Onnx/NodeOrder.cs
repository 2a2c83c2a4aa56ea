using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Import.Onnx;

/// <summary>
/// The nodes that the outputs need, each after those it reads; among nodes that are ready, the file's order. Files need not be sorted,
/// and branches that lead nowhere are left out, whatever they hold.
/// </summary>
internal sealed class NodeOrder
{
    private readonly Dictionary<string, int> _producer = new(StringComparer.Ordinal);
    private readonly OnnxNode[] _nodes;
    private readonly HashSet<string> _given;
    private readonly List<Diagnostic> _errors;

    private NodeOrder(OnnxNode[] nodes, HashSet<string> given, List<Diagnostic> errors) =>
        (_nodes, _given, _errors) = (nodes, given, errors);

    /// <summary>Orders <paramref name="nodes"/>; damaged references are added to <paramref name="errors"/>.</summary>
    /// <param name="nodes">All nodes of the file.</param>
    /// <param name="given">Names of inputs and initializers.</param>
    /// <param name="outputs">Names of the network's outputs.</param>
    /// <param name="errors">Where errors are collected.</param>
    /// <param name="at">The file, for messages.</param>
    public static List<OnnxNode> Of(
        OnnxNode[] nodes, HashSet<string> given, IEnumerable<string> outputs, List<Diagnostic> errors, string at)
    {
        var order = new NodeOrder(nodes, given, errors);
        order.FindProducers();
        return order.Sort(order.Needed(outputs, at), at);
    }

    private void FindProducers()
    {
        for (var i = 0; i < _nodes.Length; i++)
        {
            foreach (var name in _nodes[i].Makes)
            {
                if (_given.Contains(name) || !_producer.TryAdd(name, i))
                    _errors.Add(OnnxErrors.ProducedTwice(_nodes[i].At, name));
            }
        }
    }

    private SortedSet<int> Needed(IEnumerable<string> outputs, string at)
    {
        var needed = new SortedSet<int>();
        var missing = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Name, string At)>(outputs.Select(name => (name, at)));
        while (open.TryPop(out var value))
        {
            if (_producer.TryGetValue(value.Name, out var node))
            {
                if (needed.Add(node))
                {
                    foreach (var name in _nodes[node].Reads)
                        open.Push((name, _nodes[node].At));
                }
            }
            else if (!_given.Contains(value.Name) && missing.Add(value.Name))
            {
                _errors.Add(OnnxErrors.NotProduced(value.At, value.Name));
            }
        }

        return needed;
    }

    private List<OnnxNode> Sort(SortedSet<int> needed, string at)
    {
        var waits = needed.ToDictionary(i => i, i => Sources(i).Count());
        var readers = needed.SelectMany(i => Sources(i).Select(source => (source, i))).ToLookup(edge => edge.source, edge => edge.i);
        var ready = new PriorityQueue<int, int>(waits.Where(w => w.Value == 0).Select(w => (w.Key, w.Key)));
        var sorted = new List<OnnxNode>();
        while (ready.TryDequeue(out var node, out _))
        {
            sorted.Add(_nodes[node]);
            waits.Remove(node);
            foreach (var reader in readers[node])
            {
                if (--waits[reader] == 0)
                    ready.Enqueue(reader, reader);
            }
        }

        if (waits.Count > 0)
            _errors.Add(OnnxErrors.Cycle(at, [.. waits.Keys.Order().Select(i => _nodes[i].Name)]));
        return sorted;
    }

    /// <summary>The nodes that node <paramref name="i"/> reads, each once.</summary>
    private IEnumerable<int> Sources(int i) => _nodes[i].Reads.Where(_producer.ContainsKey).Select(name => _producer[name]).Distinct();
}
