using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Passes;
using FpgaSeg.Quantizer.Ranges;
using FpgaSeg.Quantizer.Report;
using FpgaSeg.Quantizer.Sensitivity;

namespace FpgaSeg.Quantizer.Steps;

/// <summary>A network on its way from float to integer; every step returns it with more decided.</summary>
/// <param name="Source">What was given.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Images">Calibration images, raw.</param>
/// <param name="Threads">Threads of computation; no result depends on them.</param>
/// <param name="Progress">Told the share of a step that is done.</param>
internal sealed record Draft(
    QuantizationSource Source, QuantizationOptions Options, IReadOnlyList<FeatureMap<byte>> Images, int Threads, Action<double> Progress)
{
    /// <summary>The float network as rewritten so far.</summary>
    public DataflowGraph<FloatNode> Graph { get; init; } = Source.Graph;

    /// <summary>The float network whose values the histograms hold: before weights were fitted.</summary>
    public DataflowGraph<FloatNode>? Reference { get; init; }

    /// <summary>What the rewrites did.</summary>
    public IReadOnlyList<PassLog> Passes { get; init; } = [];

    /// <summary>By node of <see cref="Graph"/>, the distribution of its output on the calibration images.</summary>
    public IReadOnlyList<ActivationHistogram> Histograms { get; init; } = [];

    /// <summary>Widths.</summary>
    public BitPlan Bits { get; init; } = new();

    /// <summary>Scales decided so far.</summary>
    public RangePlan Plan { get; init; } = Options.Given with { PowerOfTwo = Options.PowerOfTwo };

    /// <summary>How the scales of activations were chosen.</summary>
    public IReadOnlyList<RangeChoice> Choices { get; init; } = [];

    /// <summary>How much each layer matters; empty if nobody asked.</summary>
    public IReadOnlyList<SensitivityEntry> Sensitivity { get; init; } = [];

    /// <summary>The integer network, once it is lowered.</summary>
    public DataflowGraph<IntegerNode>? Integer { get; init; }

    /// <summary>What quantization did to each value, once it is measured.</summary>
    public IReadOnlyList<LayerReport> Layers { get; init; } = [];
}
