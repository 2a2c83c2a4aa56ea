using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Calibration;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>The integer graph under construction, and what the float graph and its calibration say about each value.</summary>
internal sealed class LoweringContext(
    DataflowGraph<FloatNode> source,
    IReadOnlyList<ActivationHistogram> histograms,
    InputNormalization normalization,
    QuantizationOptions options)
{
    private readonly SignAnalysis _signs = new(source, normalization);
    private readonly Dictionary<int, int> _integerIndex = [];

    public DataflowGraph<FloatNode> Source { get; } = source;

    public InputNormalization Normalization { get; } = normalization;

    public QuantizationOptions Options { get; } = options;

    public List<IntegerNode> Nodes { get; } = [];

    public List<Diagnostic> Errors { get; } = [];

    /// <summary>Appends a node that stands for no float value, and returns its index.</summary>
    public int Emit(IntegerNode node)
    {
        Nodes.Add(node);
        return Nodes.Count - 1;
    }

    /// <summary>Appends the node that stands for float value <paramref name="floatIndex"/>.</summary>
    public void EmitFor(int floatIndex, IntegerNode node) =>
        _integerIndex[floatIndex] = Emit(node with { Source = Source.Nodes[floatIndex].Name });

    /// <summary>Index of the integer node that stands for input <paramref name="k"/> of float node <paramref name="floatIndex"/>.</summary>
    public int InputOf(int floatIndex, int k = 0) => _integerIndex[Source.Nodes[floatIndex].Inputs[k]];

    /// <summary>Whether everything that float node <paramref name="floatIndex"/> reads was lowered; after an error it may not be.</summary>
    public bool HasInputs(int floatIndex) => Source.Nodes[floatIndex].Inputs.All(_integerIndex.ContainsKey);

    /// <summary>Format and scale for float value <paramref name="floatIndex"/>, from its sign and its histogram.</summary>
    public (NumberFormat Format, double Scale) TypeOf(int floatIndex)
    {
        // A value that only a concatenation reads takes its scale, and needs no operator to be brought to it.
        if (Source.Consumers(floatIndex) is [var reader] && Source.Nodes[reader].Operator is FloatConcat)
            return TypeOf(reader);
        var format = new NumberFormat(Options.ActivationBits, IsSigned: !_signs.IsNonNegative(floatIndex));
        return (format, RangeEstimator.ScaleFor(histograms[floatIndex], format));
    }
}
