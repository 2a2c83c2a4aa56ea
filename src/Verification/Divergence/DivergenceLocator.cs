using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Verification.Divergence;

/// <summary>Finds where two runs of one integer graph part: the first node in topological order, and in it the first element as the hardware
/// streams it, rows, then columns, then channels.</summary>
public static class DivergenceLocator
{
    /// <summary>The first divergence, or null if every traced tensor is equal.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="image">Name for the report.</param>
    /// <param name="expected">The simulator's value of every node.</param>
    /// <param name="actual">The engine's values; nodes that it does not show are passed over.</param>
    public static FirstDivergence? Locate(
        DataflowGraph<IntegerNode> graph,
        string image,
        IReadOnlyList<FeatureMap<int>> expected,
        IReadOnlyDictionary<int, FeatureMap<int>> actual)
    {
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            if (actual.TryGetValue(i, out var map) && FirstDifference(expected[i], map) is var (c, y, x) and not (-1, -1, -1))
                return new FirstDivergence(image, i, graph.Nodes[i].Name, c, y, x, expected[i][c, y, x], map[c, y, x]);
        }

        return null;
    }

    private static (int C, int Y, int X) FirstDifference(FeatureMap<int> a, FeatureMap<int> b)
    {
        if (a.Shape != b.Shape)
            throw new ArgumentException($"A tensor of {b.Shape} is compared with one of {a.Shape}.", nameof(b));
        for (var y = 0; y < a.Shape.Height; y++)
        {
            for (var x = 0; x < a.Shape.Width; x++)
            {
                for (var c = 0; c < a.Shape.Channels; c++)
                {
                    if (a[c, y, x] != b[c, y, x])
                        return (c, y, x);
                }
            }
        }

        return (-1, -1, -1);
    }
}
