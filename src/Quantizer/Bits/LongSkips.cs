using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Lowering;

namespace FpgaSeg.Quantizer.Bits;

/// <summary>A value that must be stored whole, because some of its readers come after smaller maps were computed.</summary>
/// <param name="Value">Index of the float node that gives it.</param>
/// <param name="Readers">Indices of the late readers, ascending.</param>
public sealed record LongSkip(int Value, ImmutableArray<int> Readers);

/// <summary>
/// The long skips of a U-Net, by lifetime in execution order: a forked value is one for every reader before which a map of fewer pixels
/// has been computed since. A residual inside a block, alive among maps of its own size, is none: a few rows of it are enough.
/// </summary>
public static class LongSkips
{
    /// <summary>The long skips in order of their values.</summary>
    public static IReadOnlyList<LongSkip> Find(DataflowGraph<FloatNode> graph)
    {
        var ends = FusionFinder.Find(graph).Select(f => f.Last).ToHashSet();
        var skips = new List<LongSkip>();
        for (var v = 0; v < graph.Nodes.Length; v++)
        {
            var readers = graph.Consumers(v);
            if (readers.Length < 2 || !ends.Contains(v))
                continue;
            var smaller = FirstSmaller(graph, v);
            ImmutableArray<int> late = [.. readers.Where(r => r > smaller)];
            if (late.Length > 0 && late.Length < readers.Length)
                skips.Add(new LongSkip(v, late));
        }

        return skips;
    }

    /// <summary>The names that a skip goes by: that of the operator which computes it, and that of its value.</summary>
    public static IReadOnlyList<string> NamesOf(DataflowGraph<FloatNode> graph, LongSkip skip) =>
        [graph.Nodes[FusionFinder.Find(graph).Single(f => f.Last == skip.Value).Root].Name, graph.Nodes[skip.Value].Name];

    /// <summary>Bytes of the stored map at a width.</summary>
    public static long Bytes(FloatNode value, int bits) => (((long)value.Shape.Count * bits) + 7) / 8;

    private static int FirstSmaller(DataflowGraph<FloatNode> graph, int value)
    {
        for (var i = value + 1; i < graph.Nodes.Length; i++)
        {
            if (graph.Nodes[i].Shape.Pixels < graph.Nodes[value].Shape.Pixels)
                return i;
        }

        return int.MaxValue;
    }
}
