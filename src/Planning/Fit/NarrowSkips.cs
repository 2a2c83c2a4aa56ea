using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Fit;

/// <summary>
/// The same network with long skips stored at fewer bits, for planning alone: behind each producer a change of scale, as quantize --skip-bits
/// writes it, and where a concatenation reads it another one back.
/// </summary>
internal static class NarrowSkips
{
    // Some multiplier that is not 1: the change of scale then takes what a real one takes.
    private const int SomeMultiplier = 40503;
    private const int SomeShift = 16;

    /// <summary>The graph, or null where no long skip is wider than <paramref name="bits"/>.</summary>
    public static DataflowGraph<IntegerNode>? Of(DataflowGraph<IntegerNode> graph, int bits)
    {
        var skips = MemoryProfile.Of(graph, n => n.Shape.Count).Skips
            .Where(s => s.IsLong && graph.Nodes[s.Node].Format.Bits > bits && graph.Nodes[s.Node].Format.Bits <= NumberFormat.UInt8.Bits)
            .ToDictionary(s => s.Node, s => s.LastReader);
        return skips.Count == 0 ? null : new Rewriting(graph, skips, bits).Run();
    }

    private sealed class Rewriting(DataflowGraph<IntegerNode> graph, Dictionary<int, int> skips, int bits)
    {
        private readonly List<IntegerNode> _nodes = [];
        private readonly Dictionary<int, int> _places = [];
        private readonly Dictionary<int, int> _copies = [];

        public DataflowGraph<IntegerNode> Run()
        {
            for (var i = 0; i < graph.Nodes.Length; i++)
            {
                var node = graph.Nodes[i];
                ImmutableArray<int> inputs = [.. node.Inputs.Select(k => Source(i, k))];
                _places[i] = Add(node with { Inputs = inputs });
                if (skips.ContainsKey(i))
                    _copies[i] = Add(Rescaled(node, _places[i], $"{node.Name}/narrow", node.Format with { Bits = bits }));
            }

            return new DataflowGraph<IntegerNode>(_nodes);
        }

        private int Source(int reader, int input)
        {
            if (!_copies.TryGetValue(input, out var copy) || skips[input] != reader)
                return _places[input];
            var node = graph.Nodes[input];
            return graph.Nodes[reader].Operator is IntegerConcat ? Add(Rescaled(node, copy, $"{node.Name}/wide{reader}", node.Format)) : copy;
        }

        private static IntegerNode Rescaled(IntegerNode node, int input, string name, NumberFormat format)
        {
            var channels = node.Shape.Channels;
            var rule = new Requantizer([.. Enumerable.Repeat(SomeMultiplier, channels)], [.. Enumerable.Repeat(0L, channels)], SomeShift);
            return new IntegerNode(name, new IntegerAffine(rule), [input], node.Shape, format, node.Scale, Source: null);
        }

        private int Add(IntegerNode node)
        {
            _nodes.Add(node);
            return _nodes.Count - 1;
        }
    }
}
