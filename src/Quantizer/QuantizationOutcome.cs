using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Passes;
using FpgaSeg.Quantizer.Ranges;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Quantizer.Sensitivity;

namespace FpgaSeg.Quantizer;

/// <summary>The integer graph and what was found on the way.</summary>
/// <param name="Graph">The integer network.</param>
/// <param name="Passes">What the rewrites of the float network did.</param>
/// <param name="Layers">What quantization did to every value.</param>
public sealed record QuantizationOutcome(DataflowGraph<IntegerNode> Graph, IReadOnlyList<PassLog> Passes, IReadOnlyList<LayerReport> Layers)
{
    /// <summary>Widths of all weights, values and skips.</summary>
    public BitPlan Bits { get; init; } = new();

    /// <summary>Every scale: what a ranges file holds.</summary>
    public RangePlan Ranges { get; init; } = RangePlan.Empty;

    /// <summary>How the scale of every value was chosen.</summary>
    public IReadOnlyList<RangeChoice> Choices { get; init; } = [];

    /// <summary>What every step did, in order.</summary>
    public IReadOnlyList<StepLog> Steps { get; init; } = [];

    /// <summary>How much every layer matters; empty unless it was asked for.</summary>
    public IReadOnlyList<SensitivityEntry> Sensitivity { get; init; } = [];

    /// <summary>Distribution of every float value on the calibration images, by the name in <see cref="LayerReport.Source"/>.</summary>
    public ImmutableSortedDictionary<string, ActivationHistogram> Histograms { get; init; } =
        ImmutableSortedDictionary.Create<string, ActivationHistogram>(StringComparer.Ordinal);

    /// <summary>Bytes of the maps that long skips store, at the widths they are stored in; whole bits, not padded.</summary>
    public long SkipBytes { get; init; }
}
