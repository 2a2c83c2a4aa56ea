using System.Runtime.CompilerServices;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning;

/// <summary>Widths of accumulators.</summary>
public static class AccumulatorWidths
{
    // Every folding of a convolution asks for the same sum over all its weights.
    private static readonly ConditionalWeakTable<IntegerConv2d, Known> _known = [];

    /// <summary>A convolution's, the sum with a rectifier bias included.</summary>
    public static int BitsOf(IntegerConv2d conv, NumberFormat input)
    {
        if (_known.TryGetValue(conv, out var known) && known.Input == input)
            return known.Bits;
        var bits = Count(conv, input);
        _known.AddOrUpdate(conv, new Known(input, bits));
        return bits;
    }

    /// <summary>That of a sum over the largest bin.</summary>
    public static int BitsOf(IntegerAveragePool2d pool, NumberFormat input)
    {
        long rows = Enumerable.Range(0, pool.Rows.OutputSize).Max(pool.Rows.Length);
        long columns = Enumerable.Range(0, pool.Columns.OutputSize).Max(pool.Columns.Length);
        return NumberFormat.SignedFor(rows * columns * input.Min, rows * columns * input.Max).Bits;
    }

    private static int Count(IntegerConv2d conv, NumberFormat input)
    {
        var range = AccumulatorRange.Of(conv, input);
        if (conv.RectifierBias.IsEmpty)
            return range.Format.Bits;
        long low = Math.Min(0, conv.RectifierBias.Min()), high = Math.Max(0, conv.RectifierBias.Max());
        return NumberFormat.SignedFor(range.Low + low, range.High + high).Bits;
    }

    private sealed record Known(NumberFormat Input, int Bits);
}
