using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.HlsGen.Planning;

/// <summary>Width of a convolution's accumulator, the sum with a rectifier bias included.</summary>
internal static class AccumulatorWidths
{
    public static int BitsOf(IntegerConv2d conv, NumberFormat input)
    {
        var range = AccumulatorRange.Of(conv, input);
        if (conv.RectifierBias.IsEmpty)
            return range.Format.Bits;
        long low = Math.Min(0, conv.RectifierBias.Min()), high = Math.Max(0, conv.RectifierBias.Max());
        return NumberFormat.SignedFor(range.Low + low, range.High + high).Bits;
    }
}
