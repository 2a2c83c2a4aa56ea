using System.Collections.Immutable;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Passes;
using FpgaSeg.Quantizer.Ranges;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Reports.Evaluation;

namespace FpgaSeg.Reports;

/// <summary>Where the model came from and how it was made.</summary>
/// <param name="Model">File name of the source.</param>
/// <param name="SourceSha256">Its hash.</param>
/// <param name="ModelId">SHA-256 of the package that was written.</param>
/// <param name="Tool">Name and version of the writer.</param>
/// <param name="Options">What the user chose, each with its value, in the order shown.</param>
public sealed record ReportHeader(
    string Model, string SourceSha256, string ModelId, string Tool, IReadOnlyList<KeyValuePair<string, string>> Options);

/// <summary>What happens to the network when one part of one layer alone gets fewer bits.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Part">What was narrowed: weights, output, skip.</param>
/// <param name="Bits">Its width in the trial.</param>
/// <param name="Metric">The network's score in the trial.</param>
public sealed record SensitivityTrial(string Layer, string Part, int Bits, double Metric);

/// <summary>A sensitivity search: one entry per trial.</summary>
/// <param name="MetricName">What was measured, with its unit: "SQNR of the logit, dB".</param>
/// <param name="HigherIsBetter">Whether a larger number is a better network.</param>
/// <param name="Trials">Any number per layer, any order.</param>
public sealed record SensitivityTable(string MetricName, bool HigherIsBetter, IReadOnlyList<SensitivityTrial> Trials);

/// <summary>All that the page shows.</summary>
/// <param name="Header">Provenance.</param>
/// <param name="Network">The integer network in numbers.</param>
/// <param name="FloatParameters">Parameters of the float network as imported.</param>
/// <param name="Layers">One view per integer operator, in execution order.</param>
/// <param name="Passes">What the passes before calibration did.</param>
/// <param name="Evaluation">Float against fixed on images, or null.</param>
/// <param name="Sensitivity">A sensitivity search, or null.</param>
public sealed record ReportContent(
    ReportHeader Header,
    NetworkSummary Network,
    long FloatParameters,
    ImmutableArray<LayerView> Layers,
    IReadOnlyList<PassLog> Passes,
    ImageEvaluation? Evaluation,
    SensitivityTable? Sensitivity)
{
    private const string SkipSuffix = "/skip";

    /// <summary>How the scale of every value was chosen that the integer network holds; values whose scale was given have none.</summary>
    public IReadOnlyList<RangeChoice> Choices { get; init; } = [];

    /// <summary>What every step did, in order.</summary>
    public IReadOnlyList<StepLog> Steps { get; init; } = [];

    /// <summary>The content for a network that was quantized.</summary>
    /// <param name="header">Provenance.</param>
    /// <param name="source">The float network as imported.</param>
    /// <param name="outcome">Its quantization.</param>
    /// <param name="evaluation">Float against fixed, or null.</param>
    /// <param name="sensitivity">A sensitivity search, or null.</param>
    public static ReportContent Of(
        ReportHeader header,
        DataflowGraph<FloatNode> source,
        QuantizationOutcome outcome,
        ImageEvaluation? evaluation = null,
        SensitivityTable? sensitivity = null)
    {
        var network = NetworkSummary.Of(outcome.Graph);
        return new ReportContent(
            header, network, NetworkSummary.Of(source).Parameters, LayerView.Of(outcome, network), outcome.Passes, evaluation, sensitivity)
        {
            Choices = [.. outcome.Choices.Where(c => IsHeld(c, outcome.Ranges))],
            Steps = outcome.Steps,
        };
    }

    /// <summary>A value that takes another's scale, as a pooled map does, has a choice that nobody used.</summary>
    private static bool IsHeld(RangeChoice choice, RangePlan ranges) => choice.Name.EndsWith(SkipSuffix, StringComparison.Ordinal)
        ? ranges.Skips.ContainsKey(choice.Name[..^SkipSuffix.Length])
        : ranges.Activations.ContainsKey(choice.Name);
}
