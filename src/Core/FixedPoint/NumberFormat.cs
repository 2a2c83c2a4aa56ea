using System.Numerics;

namespace FpgaSeg.Core.FixedPoint;

/// <summary>
/// The integers a tensor may hold: unsigned 0 .. 2^bits - 1, or signed and narrow,
/// -(2^(bits-1) - 1) .. 2^(bits-1) - 1, so that negation never overflows (docs/fixed-point.md, section 2).
/// </summary>
public readonly record struct NumberFormat(int Bits, bool IsSigned)
{
    /// <summary>Raw pixels and ReLU outputs.</summary>
    public static readonly NumberFormat UInt8 = new(8, IsSigned: false);

    /// <summary>Signed activations and weights.</summary>
    public static readonly NumberFormat Int8 = new(8, IsSigned: true);

    /// <summary>One mask bit.</summary>
    public static readonly NumberFormat Bit = new(1, IsSigned: false);

    /// <summary>Smallest integer.</summary>
    public int Min => IsSigned ? -Max : 0;

    /// <summary>Largest integer.</summary>
    public int Max => (int)((1L << (IsSigned ? Bits - 1 : Bits)) - 1);

    /// <summary>Limits <paramref name="value"/> to the format.</summary>
    public int Clip(long value) => (int)Math.Clamp(value, Min, Max);

    /// <summary>The narrowest signed format that holds every integer of low..high.</summary>
    public static NumberFormat SignedFor(long low, long high)
    {
        var magnitude = (ulong)Math.Max(Math.Abs(low), Math.Abs(high));
        return new NumberFormat(BitOperations.Log2(Math.Max(1, magnitude)) + 2, IsSigned: true);
    }

    public override string ToString() => $"{(IsSigned ? 's' : 'u')}{Bits}";
}
