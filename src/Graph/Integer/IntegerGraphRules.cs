using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Graph.Integer;

/// <summary>The limits of docs/fixed-point.md, checked on a whole graph; every broken one is a sentence naming the node and the values.</summary>
public static class IntegerGraphRules
{
    private const int LargestFormat = 32;
    private const int LargestAccumulator = 31;

    /// <summary>The broken rules; empty for a sound graph.</summary>
    public static IReadOnlyList<string> Check(DataflowGraph<IntegerNode> graph)
    {
        var problems = new List<string>();
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            if ((i == 0) != (node.Operator is IntegerInput))
                problems.Add($"node '{node.Name}': the first node, and only it, is the input.");
            else
                problems.AddRange(CheckNode(node, [.. node.Inputs.Select(k => graph.Nodes[k])]));
        }

        return problems;
    }

    /// <summary>The rules that one node breaks, given the nodes it reads.</summary>
    public static IReadOnlyList<string> CheckNode(IntegerNode node, IntegerNode[] inputs)
    {
        var problems = new List<string>();
        CheckFormat(node, problems);
        if (Arity(node.Operator) is { } arity && inputs.Length != arity)
            problems.Add($"node '{node.Name}' reads {inputs.Length} maps, not {arity}.");
        else if (problems.Count == 0)
            problems.AddRange(node.Operator.Accept(new OperatorRules(), new RuleContext(node, inputs)));
        return problems;
    }

    private static void CheckFormat(IntegerNode node, List<string> problems)
    {
        var (bits, signed) = (node.Format.Bits, node.Format.IsSigned);
        var widest = signed ? LargestFormat : LargestFormat / 2;
        if (bits < (signed ? 2 : 1) || bits > widest)
            problems.Add($"node '{node.Name}' has format {node.Format}; unsigned formats have 1 to 16 bits, signed ones 2 to 32.");
        if (node.Shape.Channels < 1 || node.Shape.Height < 1 || node.Shape.Width < 1 || (long)node.Shape.Channels * node.Shape.Pixels > int.MaxValue)
            problems.Add($"node '{node.Name}' has the shape {node.Shape}, which is no feature map.");
        if (!double.IsFinite(node.Scale) || node.Scale <= 0)
            problems.Add($"node '{node.Name}' has the scale {node.Scale}; a scale is a positive number.");
    }

    /// <summary>Maps an operator reads; null where any number from one.</summary>
    private static int? Arity(IntegerOperator op) => op switch
    {
        IntegerInput => 0,
        IntegerAdd or IntegerMul => 2,
        IntegerConcat => null,
        _ => 1,
    };

    /// <summary>The rounding rule's limits for accumulators of low..high in every channel.</summary>
    internal static IEnumerable<string> CheckRequantizer(string name, Requantizer r, int channels, Func<int, AccumulatorRange> rangeOf)
    {
        if (r.Multipliers.Length != channels || r.Offsets.Length != channels)
        {
            yield return $"node '{name}' has {r.Multipliers.Length} multipliers and {r.Offsets.Length} offsets for {channels} channels.";
            yield break;
        }

        if (r.Shift is < 0 or >= Requantizer.ProductBits)
        {
            yield return $"node '{name}' shifts by {r.Shift}; shifts are 0 to {Requantizer.ProductBits - 1}.";
            yield break;
        }

        for (var c = 0; c < channels; c++)
        {
            var range = rangeOf(c);
            if (range.Format.Bits > LargestAccumulator)
                yield return $"node '{name}', channel {c}: accumulators reach {range.Low}..{range.High}, beyond {LargestAccumulator} bits.";
            if (!FitsSigned(r.Multipliers[c], Requantizer.MultiplierBits))
                yield return $"node '{name}', channel {c}: the multiplier {r.Multipliers[c]} does not fit {Requantizer.MultiplierBits} bits.";
            if (!ProductFits(r.Multipliers[c], r.Offsets[c], r.Half, range))
                yield return $"node '{name}', channel {c}: acc * {r.Multipliers[c]} + {r.Offsets[c]} leaves {Requantizer.ProductBits} bits.";
        }
    }

    /// <summary>Whether acc * multiplier + offset + half stays inside 48 bits signed for every accumulator of the range.</summary>
    public static bool ProductFits(long multiplier, long offset, long half, AccumulatorRange range)
    {
        Int128 a = ((Int128)range.Low * multiplier) + offset, b = ((Int128)range.High * multiplier) + offset;
        return FitsSigned(Int128.Min(a, b), Requantizer.ProductBits) && FitsSigned(Int128.Max(a, b) + half, Requantizer.ProductBits);
    }

    internal static bool FitsSigned(Int128 value, int bits) => value >= -(Int128.One << (bits - 1)) && value < (Int128.One << (bits - 1));
}
