using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Equalization;
using FpgaSeg.Quantizer.Lowering;

namespace FpgaSeg.Quantizer.Ranges;

/// <summary>Holds given ranges against a network: every name must be known, every width and scale possible.</summary>
internal static class RangesCheck
{
    /// <summary>What does not fit; empty for a sound plan.</summary>
    public static IEnumerable<Diagnostic> Run(RangePlan plan, DataflowGraph<FloatNode> graph, InputNormalization normalization)
    {
        var (signs, fusions) = (new SignAnalysis(graph, normalization), FusionFinder.Find(graph));
        var ends = fusions.Select(f => f.Last).ToDictionary(i => graph.Nodes[i].Name, StringComparer.Ordinal);
        var skips = LongSkips.Find(graph).Select(s => s.Value).ToDictionary(i => graph.Nodes[i].Name, StringComparer.Ordinal);
        var convolutions = graph.Nodes.Where(n => n.Operator is FloatConv2d).ToDictionary(n => n.Name, n => (FloatConv2d)n.Operator, StringComparer.Ordinal);
        var heads = Enumerable.Range(0, graph.Nodes.Length).Where(i => ExactHead.Is(graph, i)).Select(i => graph.Nodes[i].Name).ToHashSet(StringComparer.Ordinal);
        var problems = plan.Activations.Select(a => (Entry: $"the activation '{a.Key}'", Problem: OfValue(a.Key, a.Value, graph, ends, signs, 4)))
            .Concat(plan.Skips.Select(s => (Entry: $"the skip '{s.Key}'", Problem: OfValue(s.Key, s.Value, graph, skips, signs, 2))))
            .Concat(plan.Weights.Select(w => (Entry: $"the convolution '{w.Key}'", Problem: OfWeights(w.Value, convolutions.GetValueOrDefault(w.Key), heads.Contains(w.Key)))))
            .Concat(OfFactors(plan, graph));
        return problems.Where(p => p.Problem is not null).Select(p => RangesDiagnostics.DoesNotFit(p.Entry, p.Problem!));
    }

    private static string? OfValue(
        string name, ValueRange range, DataflowGraph<FloatNode> graph, Dictionary<string, int> known, SignAnalysis signs, int fewestBits)
    {
        if (!known.TryGetValue(name, out var index))
            return "is not in it, or is inside a fused operator.";
        if (range.Format.Bits < fewestBits || range.Format.Bits > 8)
            return $"has {range.Format.Bits} bits; {fewestBits} to 8 are possible.";
        if (!range.Format.IsSigned && !signs.IsNonNegative(index))
            return "is unsigned, but can be negative.";
        var limit = RectifierLimit.Of(graph.Nodes[index].Operator);
        if (range.Scale * range.Format.Max > limit * 1.000001)
            return $"reaches {range.Scale * range.Format.Max:G6}, beyond the {limit} at which its rectifier ends.";
        return OfScale(range.Scale);
    }

    private static string? OfWeights(WeightRange range, FloatConv2d? conv, bool isHead)
    {
        if (conv is null)
            return "is not in it.";
        if (range.Bits is < 2 or > 8)
            return $"has weights of {range.Bits} bits; 2 to 8 are possible.";
        if (range.Scales.Length != conv.Kernel.Shape.OutChannels)
            return $"has {range.Scales.Length} scales for {conv.Kernel.Shape.OutChannels} output channels.";
        if (isHead && range.Scales.Distinct().Count() > 1)
            return "gives logits, which are compared with each other; its scales must be equal.";
        return range.Scales.Select(OfScale).FirstOrDefault(p => p is not null);
    }

    /// <summary>Factors keep the function only if channels that belong together have one factor, and fixed ones none.</summary>
    private static IEnumerable<(string Entry, string? Problem)> OfFactors(RangePlan plan, DataflowGraph<FloatNode> graph)
    {
        if (plan.Equalization.IsEmpty)
            yield break;
        var (classes, seen) = (new ChannelClasses(graph), new Dictionary<int, double>());
        var unknown = plan.Equalization.Keys.Except(graph.Nodes.Select(n => n.Name), StringComparer.Ordinal);
        foreach (var name in unknown)
            yield return ($"the factors of '{name}'", "are for a value that is not in it.");
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var (node, factors) = (graph.Nodes[i], plan.Equalization.GetValueOrDefault(graph.Nodes[i].Name));
            if (factors is not null && (factors.Length != node.Shape.Channels || factors.Any(f => OfScale(f) is not null)))
            {
                yield return ($"the factors of '{node.Name}'", $"are not {node.Shape.Channels} positive numbers.");
                continue;
            }

            for (var c = 0; c < node.Shape.Channels; c++)
            {
                var (root, factor) = (classes.Of(i, c), factors?[c] ?? 1);
                if (seen.TryAdd(root, classes.IsFree(root) ? factor : 1) && factor == seen[root])
                    continue;
                if (factor != seen[root])
                    yield return ($"the factor {factor:G4} of '{node.Name}', channel {c},", $"must be {seen[root]:G4}, as elsewhere on its way.");
            }
        }
    }

    private static string? OfScale(double scale) =>
        double.IsFinite(scale) && scale is > 1e-30 and < 1e30 ? null : $"has the scale {scale}; a scale is a positive number.";
}
