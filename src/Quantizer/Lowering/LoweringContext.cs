using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>The integer graph under construction, and what was decided about each value.</summary>
internal sealed class LoweringContext(DataflowGraph<FloatNode> source, InputNormalization normalization, BitPlan bits, RangePlan plan)
{
    private readonly Dictionary<int, int> _integerIndex = [];
    private readonly SkipCopies _skips = new(source, plan);

    public DataflowGraph<FloatNode> Source { get; } = source;

    public InputNormalization Normalization { get; } = normalization;

    /// <summary>Whether every scale is a power of two, so that multipliers are left out where they can be.</summary>
    public bool PowerOfTwo { get; } = plan.PowerOfTwo;

    public List<IntegerNode> Nodes { get; } = [];

    public List<Diagnostic> Errors { get; } = [];

    /// <summary>Appends a node that stands for no float value, and returns its index.</summary>
    public int Emit(IntegerNode node)
    {
        Nodes.Add(node);
        return Nodes.Count - 1;
    }

    /// <summary>Appends the node that stands for float value <paramref name="floatIndex"/>, and, right behind it, the narrow copy that a long skip stores.</summary>
    public void EmitFor(int floatIndex, IntegerNode node)
    {
        _integerIndex[floatIndex] = Emit(node with { Source = Source.Nodes[floatIndex].Name });
        _skips.EmitAfter(this, floatIndex, _integerIndex[floatIndex]);
    }

    /// <summary>Index of the integer node that stands for input <paramref name="k"/> of float node <paramref name="floatIndex"/>.</summary>
    public int InputOf(int floatIndex, int k = 0)
    {
        var value = Source.Nodes[floatIndex].Inputs[k];
        return _skips.CopyFor(value, floatIndex) ?? _integerIndex[value];
    }

    /// <summary>Whether everything that float node <paramref name="floatIndex"/> reads was lowered; after an error it may not be.</summary>
    public bool HasInputs(int floatIndex) => Source.Nodes[floatIndex].Inputs.All(_integerIndex.ContainsKey);

    /// <summary>Format and scale for float value <paramref name="floatIndex"/>.</summary>
    public (NumberFormat Format, double Scale) TypeOf(int floatIndex)
    {
        // A value that only a concatenation reads takes its scale, and needs no operator to be brought to it.
        var end = floatIndex;
        while (Source.Consumers(end) is [var reader] && Source.Nodes[reader].Operator is FloatConcat)
            end = reader;
        var (own, shared) = (plan.Activations[Source.Nodes[floatIndex].Name], plan.Activations[Source.Nodes[end].Name]);
        var range = LosesRectifier(floatIndex, shared.Format) ? own : shared;
        return (range.Format, range.Scale);
    }

    /// <summary>A rectifier is the clip to its own format: another one that reaches below zero, or beyond the rectifier's limit, would not clip.</summary>
    private bool LosesRectifier(int floatIndex, NumberFormat format)
    {
        var op = Source.Nodes[floatIndex].Operator;
        return op is FloatActivation { Function.IsRectifier: true } && (format.IsSigned || RectifierLimit.Of(op) < double.PositiveInfinity);
    }

    /// <summary>Integer weights of the convolution at float node <paramref name="floatIndex"/>: at the decided scales, or at those of its largest weights.</summary>
    public (QuantizedWeights Weights, int Bits) WeightsOf(int floatIndex, FloatConv2d op, double inputScale)
    {
        var name = Source.Nodes[floatIndex].Name;
        var range = plan.Weights.GetValueOrDefault(name)
            ?? new WeightRange(bits.Weights[name], WeightQuantizer.ScalesFor(op.Kernel, op.Bias, bits.Weights[name], inputScale, ExactHead.Is(Source, floatIndex)));
        return (new QuantizedWeights(WeightQuantizer.Round(op.Kernel, range), range.Scales), range.Bits);
    }
}
