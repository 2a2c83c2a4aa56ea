using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>Scales that are powers of two, so that requantisation is a shift.</summary>
internal static class PowerOfTwo
{
    /// <summary>The power of two at or below a positive number.</summary>
    public static double Below(double value) => Math.ScaleB(1, Math.ILogB(value));

    /// <summary>The power of two at or above a positive number.</summary>
    public static double Above(double value) => Below(value) == value ? value : 2 * Below(value);

    /// <summary>The smallest shift at which positive powers of two are integers that fit a multiplier; null if they are no such numbers.</summary>
    public static int? ExactShift(double[] factors)
    {
        if (factors.Length == 0 || !Array.TrueForAll(factors, f => f > 0 && double.IsNormal(f) && Below(f) == f))
            return null;
        var shift = Math.Max(0, -factors.Min(f => Math.ILogB(f)));
        var largest = Math.ScaleB(factors.Max(), shift);
        return shift < Requantizer.ProductBits && largest < 1 << (Requantizer.MultiplierBits - 1) ? shift : null;
    }
}
