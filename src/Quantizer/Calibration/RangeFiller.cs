using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>Fills a plan with the format and scale of every value and every narrow skip copy that it does not have yet.</summary>
internal sealed class RangeFiller(
    DataflowGraph<FloatNode> graph, InputNormalization normalization, IReadOnlyList<ActivationHistogram> histograms, QuantizationOptions options, int threads)
{
    private readonly SignAnalysis _signs = new(graph, normalization);

    /// <summary>The filled plan and how each scale was chosen; <paramref name="images"/> are raw.</summary>
    public (RangePlan Plan, IReadOnlyList<RangeChoice> Choices) Fill(RangePlan plan, BitPlan bits, IReadOnlyList<FeatureMap<byte>> images)
    {
        var ends = FusionFinder.Find(graph).Select(f => f.Last).Where(i => !plan.Activations.ContainsKey(graph.Nodes[i].Name));
        RangeRequest[] values = [.. ends.Select(i => new RangeRequest(i, Format(i, bits.Activations[graph.Nodes[i].Name]), graph.Consumers(i)))];
        RangeRequest[] copies =
        [
            .. LongSkips.Find(graph)
                .Where(s => bits.Skips.ContainsKey(graph.Nodes[s.Value].Name) && !plan.Skips.ContainsKey(graph.Nodes[s.Value].Name))
                .Select(s => new RangeRequest(s.Value, Format(s.Value, bits.Skips[graph.Nodes[s.Value].Name]), s.Readers)),
        ];
        FeatureMap<float>[] inputs = [.. images.Take(RangeSelector.Images).Select(normalization.Apply)];
        var choices = new RangeSelector(graph, histograms, options, threads).Choose([.. values, .. copies], inputs);
        var filled = plan with
        {
            Activations = plan.Activations.SetItems(Ranges(values, choices[..values.Length])),
            Skips = plan.Skips.SetItems(Ranges(copies, choices[values.Length..])),
        };
        return (filled, [.. choices[..values.Length], .. choices[values.Length..].Select(c => c with { Name = $"{c.Name}/skip" })]);
    }

    private NumberFormat Format(int value, int bits) => new(bits, IsSigned: !_signs.IsNonNegative(value));

    private IEnumerable<KeyValuePair<string, ValueRange>> Ranges(RangeRequest[] requests, RangeChoice[] choices) =>
        requests.Zip(choices, (r, c) => KeyValuePair.Create(graph.Nodes[r.Value].Name, new ValueRange(r.Format, c.Scale)));
}
