using System.Runtime.CompilerServices;
using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>The rounding rule in 64-bit integers, column by column: where no vector form is proven, and for outputs wider than a byte.</summary>
internal static unsafe class ExactRows
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToBytes(int* sums, Requantizer rule, int channel, NumberFormat format, byte* output, int count)
    {
        for (var x = 0; x < count; x++)
            output[x] = (byte)rule.Apply(sums[x], channel, format);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToInts(int* sums, Requantizer rule, int channel, NumberFormat format, int* output, int count)
    {
        var (multiplier, offset, shift) = ((long)rule.Multipliers[channel], rule.Offsets[channel] + rule.Half, rule.Shift);
        long low = format.Min, high = format.Max;
        for (var x = 0; x < count; x++)
            output[x] = (int)Math.Clamp(((sums[x] * multiplier) + offset) >> shift, low, high);
    }

    /// <summary>Puts integers into the low (<paramref name="half"/> 0) or high (1) halves of pairs.</summary>
    public static void ToPairs(int* sums, Requantizer rule, int channel, NumberFormat format, int* pairs, int half, int count)
    {
        for (var x = 0; x < count; x++)
            ((short*)(pairs + x))[half] = (short)rule.Apply(sums[x], channel, format);
    }
}
