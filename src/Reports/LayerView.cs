using System.Collections.Immutable;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Report;

namespace FpgaSeg.Reports;

/// <summary>Smallest and largest weight of one output channel, as real values; a batch norm behind the rectifier is part of its scale.</summary>
public readonly record struct ChannelRange(double Low, double High);

/// <summary>Weights of one operator.</summary>
/// <param name="Bits">Their width.</param>
/// <param name="Channels">Ranges of the quantized weights, one per output channel.</param>
public sealed record WeightView(int Bits, ImmutableArray<ChannelRange> Channels);

/// <summary>One integer operator as the page shows it.</summary>
/// <param name="Node">Its numbers.</param>
/// <param name="Integer">The operator itself.</param>
/// <param name="Measured">What quantization did to its value; null where it stands for no float value.</param>
/// <param name="Histogram">The float values it stands for, on the calibration images.</param>
/// <param name="Weights">Its weights, or null.</param>
public sealed record LayerView(NodeSummary Node, IntegerNode Integer, LayerReport? Measured, ActivationHistogram? Histogram, WeightView? Weights)
{
    /// <summary>The widest that the quantizer gives activations; wider formats hold exact accumulators.</summary>
    private const int WidestActivation = 8;

    /// <summary>Float32 itself is no better than this: a value above it is the same value.</summary>
    private const double ExactDb = 120;

    /// <summary>Whether integer and float are the same but for float32's own rounding.</summary>
    public bool IsExact => Measured is { SqnrDb: > ExactDb };

    /// <summary>Whether the value was rounded, so that its error says something: neither raw pixels, nor an accumulator, nor the mask.</summary>
    public bool IsRounded => Measured is not null && !IsExact && Integer.Format.Bits is > 1 and <= WidestActivation;

    /// <summary>Smallest and largest real value of the format.</summary>
    public (double Low, double High) Clip => (Integer.Format.Min * Integer.Scale, Integer.Format.Max * Integer.Scale);

    /// <summary>One view per node of the integer graph.</summary>
    public static ImmutableArray<LayerView> Of(QuantizationOutcome outcome, NetworkSummary network)
    {
        var reports = outcome.Layers.ToDictionary(l => l.Name, StringComparer.Ordinal);
        return [.. outcome.Graph.Nodes.Zip(network.Nodes, (node, summary) => new LayerView(
            summary,
            node,
            reports.GetValueOrDefault(node.Name),
            node.Source is { } source ? outcome.Histograms.GetValueOrDefault(source) : null,
            node.Operator is IntegerConv2d conv ? new WeightView(conv.WeightBits, RangesOf(conv, outcome.Graph.Nodes[node.Inputs[0]].Scale, node.Scale)) : null))];
    }

    /// <summary>The rounding rule takes products of a weight and an input to the output: M / 2^S is scale of weight x scale of input / scale of output.</summary>
    private static ImmutableArray<ChannelRange> RangesOf(IntegerConv2d conv, double input, double output)
    {
        var requantizer = conv.Requantizer;
        return [.. Enumerable.Range(0, conv.Kernel.Shape.OutChannels).Select(o =>
            RangeOf(conv.Kernel.Output(o), Math.ScaleB(Math.Abs(requantizer.Multipliers[o]), -requantizer.Shift) * output / input))];
    }

    private static ChannelRange RangeOf(ReadOnlySpan<sbyte> weights, double scale)
    {
        var (low, high) = (0, 0);
        foreach (var w in weights)
            (low, high) = (Math.Min(low, w), Math.Max(high, w));
        return new ChannelRange(low * scale, high * scale);
    }
}
