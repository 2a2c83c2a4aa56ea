using System.Numerics;
using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Export.Values;

/// <summary>
/// ONNX rounds half to even, fixed-point.md half up. Where the values before rounding lie on a grid of a known step, a quarter of that
/// step on top of them decides every tie upwards and moves nothing else, as long as float32 can tell it from its own rounding. Values of
/// more than 16 bits are rounded by Floor (QdqCarrier) and get it always: there a tie on the wrong side is float32's fault alone.
/// </summary>
internal static class RoundingStep
{
    private const int FloatBits = 20;

    /// <summary>What to add, in units of the output's integers; 0 where the grid is too fine for float32, or has integers only.</summary>
    public static double Nudge(double step, NumberFormat format) =>
        step < 1 && (format.Bits > 16 || step / 4 >= Math.ScaleB(1, format.Bits - FloatBits)) ? step / 4 : 0;

    /// <summary>The step of (acc * multiplier + offset) / 2^shift over all integers acc.</summary>
    public static double Of(long multiplier, long offset, int shift)
    {
        var common = multiplier | offset;
        var zeros = common == 0 ? shift : Math.Min(shift, BitOperations.TrailingZeroCount(common));
        return Math.ScaleB(1, zeros - shift);
    }
}
