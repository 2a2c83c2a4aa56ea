using System.Collections.Immutable;
using System.Numerics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Fit;

/// <summary>
/// A graph whose roundings are shifts, as quantize --power-of-two writes it: multipliers of 1 behind convolutions and changes of scale, powers of two
/// in sums. Only widths and kinds of hardware are right, not the values.
/// </summary>
internal static class PowerOfTwoScales
{
    /// <summary>The graph, or null where no rounding multiplies.</summary>
    public static DataflowGraph<IntegerNode>? Of(DataflowGraph<IntegerNode> graph)
    {
        IntegerNode[] nodes = [.. graph.Nodes.Select(n => Shifted(n.Operator) is { } op ? n with { Operator = op } : n)];
        return nodes.SequenceEqual(graph.Nodes) ? null : new DataflowGraph<IntegerNode>(nodes);
    }

    private static IntegerOperator? Shifted(IntegerOperator op) => op switch
    {
        IntegerConv2d conv when Multiplies(conv.Requantizer) => conv with { Requantizer = Shifted(conv.Requantizer) },
        IntegerAffine affine when Multiplies(affine.Requantizer) => affine with { Requantizer = Shifted(affine.Requantizer) },
        IntegerAdd add when !IsPower(add.MultiplierA) || !IsPower(add.MultiplierB) =>
            add with { MultiplierA = Power(add.MultiplierA), MultiplierB = Power(add.MultiplierB) },
        _ => null,
    };

    private static bool Multiplies(Requantizer rule) => rule.Multipliers.Any(m => m != 1);

    private static Requantizer Shifted(Requantizer rule)
    {
        var fewer = Math.Min(rule.Shift, BitOperations.Log2((uint)rule.Multipliers.Max(Math.Abs)));
        return new Requantizer([.. rule.Multipliers.Select(_ => 1)], [.. rule.Offsets.Select(b => b >> fewer)], rule.Shift - fewer);
    }

    private static bool IsPower(int factor) => BitOperations.IsPow2(Math.Abs(factor));

    private static int Power(int factor) => factor == 0 ? 0 : Math.Sign(factor) << BitOperations.Log2((uint)Math.Abs(factor));
}
