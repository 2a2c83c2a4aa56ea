using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// Finds a floating-point form of the rounding rule and proves it. Both the rule and the form are monotone step functions of the accumulator,
/// so they are equal on the whole interval if they are on both sides of each of the rule's steps, of which a format of 8 bits has 255.
/// </summary>
internal static class ProvenScale
{
    /// <summary>Single precision holds every integer up to here; results this large are far beyond every clip.</summary>
    private const long Largest = 1 << 24;

    private const int Neighbours = 9;

    /// <summary>The form for channel <paramref name="channel"/>, or null where none is proven on <paramref name="range"/>.</summary>
    public static ChannelScale? Find(Requantizer requantizer, int channel, AccumulatorRange range, ByteRange bytes)
    {
        var rule = new StepRule(requantizer.Multipliers[channel], requantizer.Offsets[channel] + requantizer.Half, requantizer.Shift, bytes);
        var factor = Math.ScaleB(rule.Multiplier, -requantizer.Shift);
        if (rule.Multiplier == 0)
            return new ChannelScale(0, rule.Apply(0) - bytes.Centre, IsDouble: false);
        var steps = rule.Steps(range);
        var offset = steps.Count > 0 ? Middle(rule, steps, factor) : Math.ScaleB(rule.Offset, -requantizer.Shift) - 0.5 - bytes.Centre;
        var reach = (Math.Max(-range.Low, range.High) * Math.Abs(factor)) + Math.Abs(offset);
        if (reach > Largest)
            return null;
        if (Math.Max(-range.Low, range.High) <= Largest && Single(rule, factor, offset, range, steps) is { } single)
            return single;
        var twice = new ChannelScale(factor, offset, IsDouble: true);
        return Holds(rule, twice, range, steps) ? twice : null;
    }

    /// <summary>
    /// Single precision leaves little room where the factor is small: some neighbours of the middle are tried, of the offset and, since the steps are only as fine
    /// as the accumulator, of the factor too.
    /// </summary>
    private static ChannelScale? Single(StepRule rule, double factor, double offset, AccumulatorRange range, List<(long At, int Level)> steps)
    {
        ReadOnlySpan<int> tilts = [0, 1, -1, 2, -2];
        foreach (var tilt in tilts)
        {
            var near = (double)Neighbour((float)factor, tilt);
            var middle = tilt == 0 || steps.Count == 0 ? offset : Middle(rule, steps, near);
            for (var k = 0; k < Neighbours; k++)
            {
                var scale = new ChannelScale(near, Neighbour((float)middle, (k & 1) == 0 ? k / 2 : -(k + 1) / 2), IsDouble: false);
                if (Holds(rule, scale, range, steps))
                    return scale;
            }
        }

        return null;
    }

    private static float Neighbour(float value, int steps)
    {
        for (; steps > 0; steps--)
            value = MathF.BitIncrement(value);
        for (; steps < 0; steps++)
            value = MathF.BitDecrement(value);
        return value;
    }

    /// <summary>
    /// In real arithmetic, factor * x + offset must round up to the level at each step and not just before it. Every step bounds the offset from both
    /// sides; the middle leaves rounding the most room.
    /// </summary>
    private static double Middle(StepRule rule, List<(long At, int Level)> steps, double factor)
    {
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (var (at, level) in steps)
        {
            var boundary = level - rule.Bytes.Centre - 0.5;
            low = Math.Max(low, boundary - (at * factor));
            high = Math.Min(high, boundary - ((at - rule.Direction) * factor));
        }

        return (low + high) / 2;
    }

    private static bool Holds(StepRule rule, ChannelScale scale, AccumulatorRange range, List<(long At, int Level)> steps)
    {
        foreach (var (at, level) in steps)
        {
            if (Form(rule.Bytes, scale, at) < level || Form(rule.Bytes, scale, at - rule.Direction) >= level)
                return false;
        }

        return Form(rule.Bytes, scale, range.Low) == rule.Apply(range.Low) && Form(rule.Bytes, scale, range.High) == rule.Apply(range.High);
    }

    /// <summary>What the vector kernels compute.</summary>
    private static int Form(ByteRange bytes, ChannelScale scale, long x)
    {
        var value = scale.IsDouble
            ? Math.Round(Math.FusedMultiplyAdd(x, scale.Factor, scale.Offset), MidpointRounding.ToEven)
            : MathF.Round(MathF.FusedMultiplyAdd(x, (float)scale.Factor, (float)scale.Offset), MidpointRounding.ToEven);
        return (int)Math.Clamp((long)value + bytes.Centre, bytes.Low, bytes.High);
    }
}
