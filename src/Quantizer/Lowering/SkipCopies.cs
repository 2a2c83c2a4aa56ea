using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>
/// Narrow copies for long skips: a change of scale right behind the producer, so that what waits for the decoder is stored at few bits,
/// while the main path keeps its own.
/// </summary>
internal sealed class SkipCopies(DataflowGraph<FloatNode> source, RangePlan plan)
{
    private readonly Dictionary<int, LongSkip> _skips = LongSkips.Find(source).ToDictionary(s => s.Value);
    private readonly Dictionary<int, int> _copies = [];

    /// <summary>Emits the copy of <paramref name="value"/>, if the plan has one, behind integer node <paramref name="index"/>.</summary>
    public void EmitAfter(LoweringContext context, int value, int index)
    {
        var (node, stored) = (context.Nodes[index], source.Nodes[value]);
        if (!_skips.ContainsKey(value) || !plan.Skips.TryGetValue(stored.Name, out var range))
            return;
        var (channels, factor) = (stored.Shape.Channels, node.Scale / range.Scale);
        double[] factors = [.. Enumerable.Repeat(factor, channels)];
        var input = new AccumulatorRange(Math.Min(0, node.Format.Min), node.Format.Max);
        if (RequantizerSolver.Solve(factors, new double[channels], _ => input, context.PowerOfTwo) is not { } requantizer)
        {
            context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(stored.Name, factors));
            return;
        }

        _copies[value] = context.Emit(new IntegerNode(
            $"{stored.Name}/skip", new IntegerAffine(requantizer), [index], stored.Shape, range.Format, range.Scale, stored.Name));
    }

    /// <summary>The integer node that <paramref name="reader"/> reads instead of <paramref name="value"/> itself, or null.</summary>
    public int? CopyFor(int value, int reader) =>
        _copies.TryGetValue(value, out var copy) && _skips[value].Readers.Contains(reader) ? copy : null;
}
