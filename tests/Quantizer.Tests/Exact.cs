using System.Numerics;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Real numbers as integers over 2^200: every double that the tests draw is exact in it.</summary>
internal static class Exact
{
    private const int Bits = 200;

    public static readonly BigInteger One = BigInteger.One << Bits;

    public static BigInteger Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (exponent, fraction) = ((int)((bits >> 52) & 0x7FF), bits & 0xFFFFFFFFFFFFF);
        if (exponent == 0)
            return fraction == 0 ? 0 : throw new ArgumentOutOfRangeException(nameof(value), "A subnormal number.");
        var shift = Bits + exponent - 1075;
        if (shift < 0)
            throw new ArgumentOutOfRangeException(nameof(value), $"{value:R} is not exact at 2^-{Bits}.");
        var magnitude = (BigInteger)(fraction | (1L << 52)) << shift;
        return bits < 0 ? -magnitude : magnitude;
    }

    /// <summary>value * 2^shift, rounded half to even.</summary>
    public static BigInteger Round(double value, int shift)
    {
        var scaled = Of(value) << shift;
        var floor = scaled >> Bits;
        var rest = scaled - (floor << Bits);
        var twice = (rest << 1).CompareTo(One);
        return twice > 0 || (twice == 0 && !floor.IsEven) ? floor + 1 : floor;
    }
}
