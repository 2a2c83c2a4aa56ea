using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Bits;

/// <summary>
/// The width of every convolution's weights, every value and every long skip: defaults, overrides in their order (the last match wins),
/// and what a budget search took away.
/// </summary>
public sealed record BitPlan
{
    /// <summary>Width of the weights by convolution.</summary>
    public ImmutableSortedDictionary<string, int> Weights { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Width by value that ends a fusion.</summary>
    public ImmutableSortedDictionary<string, int> Activations { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Width of the stored copy by skipped value; a skip without one is stored as it is.</summary>
    public ImmutableSortedDictionary<string, int> Skips { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The plan that the options ask for.</summary>
    public static BitPlan Of(DataflowGraph<FloatNode> graph, QuantizationOptions options)
    {
        var plan = new BitPlan();
        foreach (var fusion in FusionFinder.Find(graph))
        {
            FloatNode root = graph.Nodes[fusion.Root], last = graph.Nodes[fusion.Last];
            var matching = options.Overrides.Where(o => o.Matches(root.Name) || o.Matches(last.Name)).ToArray();
            var (weights, activations) = (options.WeightBits, options.ActivationBits);
            foreach (var o in matching)
                (weights, activations) = (o.WeightBits ?? weights, o.ActivationBits ?? activations);
            plan = plan with { Activations = plan.Activations.SetItem(last.Name, activations) };
            if (root.Operator is FloatConv2d)
                plan = plan with { Weights = plan.Weights.SetItem(root.Name, weights) };
        }

        foreach (var skip in LongSkips.Find(graph))
        {
            var name = graph.Nodes[skip.Value].Name;
            var asked = options.Overrides.LastOrDefault(o => o.SkipBits is not null && LongSkips.NamesOf(graph, skip).Any(o.Matches))?.SkipBits ?? options.SkipBits;
            if (asked is { } bits && bits < plan.Activations[name])
                plan = plan with { Skips = plan.Skips.SetItem(name, bits) };
        }

        return plan;
    }

    /// <summary>This plan with the widths of given ranges.</summary>
    public BitPlan With(RangePlan given) => new()
    {
        Weights = Weights.SetItems(given.Weights.Select(w => KeyValuePair.Create(w.Key, w.Value.Bits))),
        Activations = Activations.SetItems(given.Activations.Select(a => KeyValuePair.Create(a.Key, a.Value.Format.Bits))),
        Skips = Skips.SetItems(given.Skips.Select(s => KeyValuePair.Create(s.Key, s.Value.Format.Bits))),
    };
}
