using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// A rounding rule and the threshold behind it as one rounding rule of one bit. Both rise or fall with the accumulator, so that together they are one comparison:
/// 1 where sign * x reaches some integer, which is clip((sign * x + 1 - integer) >> 0) to one bit.
/// </summary>
internal static class ThresholdRule
{
    /// <param name="rule">M, B, S.</param>
    /// <param name="format">What the rule's result is limited to.</param>
    /// <param name="threshold">1 where the result is greater.</param>
    public static Requantizer Compose(Requantizer rule, NumberFormat format, int threshold)
    {
        var (multipliers, offsets) = (rule.Multipliers.ToArray(), rule.Offsets.ToArray());
        for (var c = 0; c < multipliers.Length; c++)
            (multipliers[c], offsets[c]) = Comparison(multipliers[c], offsets[c] + rule.Half, rule.Shift, format, threshold);
        return new Requantizer([.. multipliers], [.. offsets], 0);
    }

    private static (int Sign, long Offset) Comparison(int multiplier, long offset, int shift, NumberFormat format, int threshold)
    {
        if (threshold >= format.Max || threshold < format.Min)
            return (0, threshold < format.Min ? 1 : 0);

        // (x * M + offset) >> S > threshold: x * M reaches this.
        var least = ((threshold + 1L) << shift) - offset;
        if (multiplier == 0)
            return (0, least <= 0 ? 1 : 0);
        var magnitude = Math.Abs((long)multiplier);
        var reached = (least / magnitude) + (least % magnitude > 0 ? 1 : 0);
        return (Math.Sign(multiplier), 1 - reached);
    }
}
