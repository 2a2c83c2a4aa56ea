using System.Collections.Immutable;
using System.Numerics;
using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Planning.Engine;

/// <summary>The constants of one result's rounding: clip((max(acc + Rectifier, 0) * Multiplier + Offset) >> shift), the maximum only where the operator rectifies.</summary>
/// <param name="Multiplier">M.</param>
/// <param name="Offset">B + half.</param>
/// <param name="Rectifier">Bias before the rectifier.</param>
public readonly record struct EngineScale(int Multiplier, long Offset, int Rectifier);

/// <summary>The rounding rule of an operator.</summary>
/// <param name="Scaling">Whose the constants are.</param>
/// <param name="Scales">By phase and channel, by operand, or one.</param>
/// <param name="Shift">S.</param>
/// <param name="Rectifies">Whether a bias and the rectifier come first.</param>
/// <param name="AccumulatorBits">Signed bits that hold every accumulator.</param>
public sealed record EngineRule(EngineScaling Scaling, ImmutableArray<EngineScale> Scales, int Shift, bool Rectifies, int AccumulatorBits)
{
    /// <summary>
    /// The same rule with a larger shift, as near to <paramref name="wanted"/> as multipliers and sums have room: both sides times a power of two, which
    /// no rounding notices. The engine then chooses among fewer shifts.
    /// </summary>
    public EngineRule Raised(int wanted)
    {
        var room = Math.Min(Scales.Min(s => Requantizer.MultiplierBits - Signed(s.Multiplier)), Requantizer.ProductBits - SumBits);
        var by = Math.Clamp(wanted - Shift, 0, Math.Max(0, room));
        return this with { Shift = Shift + by, Scales = [.. Scales.Select(s => s with { Multiplier = s.Multiplier << by, Offset = s.Offset << by })] };
    }

    /// <summary>Signed bits that hold acc * M + B + half for every accumulator of <see cref="AccumulatorBits"/>.</summary>
    public int SumBits
    {
        get
        {
            var largest = BigInteger.One << (AccumulatorBits - 1);
            var reach = Scaling == EngineScaling.ByOperand
                ? Scales.Aggregate(BigInteger.Zero, (sum, s) => sum + (largest * Math.Abs(s.Multiplier)) + Math.Abs(s.Offset))
                : Scales.Max(s => (largest * Math.Abs(s.Multiplier)) + Math.Abs(s.Offset));
            return (int)reach.GetBitLength() + 1;
        }
    }

    private static int Signed(int value) => NumberFormat.SignedFor(value, value).Bits;
}
