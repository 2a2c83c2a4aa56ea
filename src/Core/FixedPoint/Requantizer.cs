using System.Collections.Immutable;

namespace FpgaSeg.Core.FixedPoint;

/// <summary>
/// The one rounding rule: q = clip((acc * M[c] + B[c] + half) >> S) with half = 2^(S-1), or 0 when S = 0, and an arithmetic shift;
/// it rounds half up. M fits 18 bits signed and acc * M + B + half fits 48 bits signed: one DSP48E1 (docs/fixed-point.md, section 3).
/// </summary>
/// <param name="Multipliers">M, one per channel.</param>
/// <param name="Offsets">B, one per channel.</param>
/// <param name="Shift">S, 0 to 47.</param>
public sealed record Requantizer(ImmutableArray<int> Multipliers, ImmutableArray<long> Offsets, int Shift)
{
    public const int MultiplierBits = 18;
    public const int ProductBits = 48;

    /// <summary>2^(S-1), or 0 when S = 0.</summary>
    public long Half => Shift == 0 ? 0 : 1L << (Shift - 1);

    /// <summary>The multiplier 1 for every channel: the accumulator passes with an offset only.</summary>
    public static Requantizer PassThrough(ImmutableArray<long> offsets) =>
        new([.. Enumerable.Repeat(1, offsets.Length)], offsets, 0);

    /// <summary>Applies the rule to one accumulator of channel <paramref name="channel"/>.</summary>
    public int Apply(long accumulator, int channel, NumberFormat format) =>
        format.Clip(((accumulator * Multipliers[channel]) + Offsets[channel] + Half) >> Shift);
}
