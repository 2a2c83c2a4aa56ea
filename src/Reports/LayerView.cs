using System.Collections.Immutable;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Reports;

/// <summary>Smallest and largest weight of one output channel, as real values.</summary>
public readonly record struct ChannelRange(double Low, double High);

/// <summary>Weights of one operator.</summary>
/// <param name="Bits">Their width.</param>
/// <param name="Channels">Ranges of the float weights, one per output channel; empty where the float operator is unknown.</param>
public sealed record WeightView(int Bits, ImmutableArray<ChannelRange> Channels);

/// <summary>One integer operator as the page shows it.</summary>
/// <param name="Node">Its numbers.</param>
/// <param name="Integer">The operator itself.</param>
/// <param name="Measured">What quantization did to its value; null where it stands for no float value.</param>
/// <param name="Histogram">The float values it stands for, on the calibration images.</param>
/// <param name="Weights">Its weights, or null.</param>
public sealed record LayerView(NodeSummary Node, IntegerNode Integer, LayerReport? Measured, ActivationHistogram? Histogram, WeightView? Weights)
{
    /// <summary>The widest format that takes part in activations; wider ones hold exact accumulators.</summary>
    private const int WidestActivation = 16;

    /// <summary>Whether the value was rounded, so that its error says something: neither raw pixels, nor an accumulator, nor the mask.</summary>
    public bool IsRounded => Measured is { SqnrDb: < double.PositiveInfinity } && Integer.Format.Bits is > 1 and <= WidestActivation;

    /// <summary>Smallest and largest real value of the format.</summary>
    public (double Low, double High) Clip => (Integer.Format.Min * Integer.Scale, Integer.Format.Max * Integer.Scale);

    /// <summary>One view per node of the integer graph.</summary>
    public static ImmutableArray<LayerView> Of(QuantizationOutcome outcome, NetworkSummary network)
    {
        var reports = outcome.Layers.ToDictionary(l => l.Name, StringComparer.Ordinal);
        var floats = outcome.Calibrated?.Graph.Nodes.Select((n, i) => (n, i)).ToDictionary(p => p.n.Name, p => p.i, StringComparer.Ordinal) ?? [];
        return [.. outcome.Graph.Nodes.Zip(network.Nodes, (node, summary) => new LayerView(
            summary,
            node,
            reports.GetValueOrDefault(node.Name),
            node.Source is { } source && floats.TryGetValue(source, out var at) ? outcome.Calibrated!.Histograms[at] : null,
            WeightsOf(node, outcome, floats)))];
    }

    private static WeightView? WeightsOf(IntegerNode node, QuantizationOutcome outcome, Dictionary<string, int> floats)
    {
        if (node.Operator is not IntegerConv2d conv)
            return null;
        var known = floats.TryGetValue(node.Name, out var at) && outcome.Calibrated!.Graph.Nodes[at].Operator is FloatConv2d;
        return new WeightView(conv.WeightBits, known ? RangesOf((FloatConv2d)outcome.Calibrated!.Graph.Nodes[at].Operator) : []);
    }

    private static ImmutableArray<ChannelRange> RangesOf(FloatConv2d conv) =>
        [.. Enumerable.Range(0, conv.Kernel.Shape.OutChannels).Select(o => RangeOf(conv.Kernel.Output(o)))];

    private static ChannelRange RangeOf(ReadOnlySpan<float> weights)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var w in weights)
            (low, high) = (Math.Min(low, w), Math.Max(high, w));
        return new ChannelRange(low, high);
    }
}
