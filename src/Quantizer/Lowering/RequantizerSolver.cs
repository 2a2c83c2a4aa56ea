using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>Turns real factors into M, B, S: the largest shift within the limits (docs/fixed-point.md, section 3).</summary>
public static class RequantizerSolver
{
    /// <summary>
    /// The rule q = acc * factors[c] + offsets[c], both in units of the output scale; null if no shift fits. Where <paramref name="elide"/>
    /// is set and every factor is a power of two, the smallest shift that keeps them exact: the smallest multiplier is then 1.
    /// </summary>
    public static Requantizer? Solve(double[] factors, double[] offsets, Func<int, AccumulatorRange> rangeOf, bool elide = false)
    {
        if (elide && PowerOfTwo.ExactShift(factors) is { } exact && TryShift(factors, offsets, rangeOf, exact) is { } elided)
            return elided;
        for (var shift = Requantizer.ProductBits - 1; shift >= 0; shift--)
        {
            if (TryShift(factors, offsets, rangeOf, shift) is { } requantizer)
                return requantizer;
        }

        return null;
    }

    /// <summary>Multipliers and shift of an addition a * factorA + b * factorB; null if no shift fits.</summary>
    public static IntegerAdd? SolveAdd(double factorA, double factorB, NumberFormat a, NumberFormat b, bool elide = false)
    {
        if (elide && PowerOfTwo.ExactShift([factorA, factorB]) is { } exact)
            return new IntegerAdd((int)Math.ScaleB(factorA, exact), (int)Math.ScaleB(factorB, exact), exact);
        for (var shift = Requantizer.ProductBits - 1; shift >= 0; shift--)
        {
            double ma = Math.Round(Math.ScaleB(factorA, shift)), mb = Math.Round(Math.ScaleB(factorB, shift));
            var half = shift == 0 ? 0 : Math.ScaleB(1, shift - 1);
            var bound = (Magnitude(a) * Math.Abs(ma)) + (Magnitude(b) * Math.Abs(mb)) + half;
            if (FitsMultiplier(ma) && FitsMultiplier(mb) && bound < Math.ScaleB(1, Requantizer.ProductBits - 1))
                return new IntegerAdd((int)ma, (int)mb, shift);
        }

        return null;
    }

    /// <summary>Multipliers and shift of value * factors[k] for values up to <paramref name="magnitude"/>; null if no shift fits.</summary>
    public static (int[] Multipliers, int Shift)? SolveScaling(double[] factors, double magnitude)
    {
        for (var shift = Requantizer.ProductBits - 1; shift >= 0; shift--)
        {
            double[] scaled = [.. factors.Select(f => Math.Round(Math.ScaleB(f, shift)))];
            var half = shift == 0 ? 0 : Math.ScaleB(1, shift - 1);
            if (scaled.All(m => FitsMultiplier(m) && (magnitude * Math.Abs(m)) + half < Math.ScaleB(1, Requantizer.ProductBits - 1)))
                return (Array.ConvertAll(scaled, m => (int)m), shift);
        }

        return null;
    }

    private static Requantizer? TryShift(double[] factors, double[] offsets, Func<int, AccumulatorRange> rangeOf, int shift)
    {
        var (multipliers, biases) = (new int[factors.Length], new long[factors.Length]);
        var half = shift == 0 ? 0 : 1L << (shift - 1);
        for (var c = 0; c < factors.Length; c++)
        {
            double m = Math.Round(Math.ScaleB(factors[c], shift)), b = Math.Round(Math.ScaleB(offsets[c], shift));
            if (!FitsMultiplier(m) || Math.Abs(b) >= Math.ScaleB(1, Requantizer.ProductBits - 1))
                return null;
            (multipliers[c], biases[c]) = ((int)m, (long)b);
            if (!IntegerGraphRules.ProductFits(multipliers[c], biases[c], half, rangeOf(c)))
                return null;
        }

        return new Requantizer([.. multipliers], [.. biases], shift);
    }

    private static bool FitsMultiplier(double m) => m >= -(1 << (Requantizer.MultiplierBits - 1)) && m < 1 << (Requantizer.MultiplierBits - 1);

    private static double Magnitude(NumberFormat format) => Math.Max(-(double)format.Min, format.Max);
}
