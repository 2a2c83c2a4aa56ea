namespace FpgaSeg.Simulator.Reference;

/// <summary>The rounding rule's half.</summary>
internal static class ScalingRule
{
    /// <summary>2^(shift - 1), or 0 where nothing is shifted.</summary>
    public static long Half(int shift) => shift == 0 ? 0 : 1L << (shift - 1);
}
