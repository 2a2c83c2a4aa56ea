using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// Finds a single-precision form of the rounding rule and proves it. Both the rule and the form are monotone step functions of the accumulator,
/// so they are equal on the whole interval if they are on both sides of each of the rule's steps, of which a format of 8 bits has 255.
/// </summary>
internal static class ProvenScale
{
    /// <summary>Single precision holds every integer up to here.</summary>
    private const long LargestExact = 1 << 24;

    /// <summary>The form for channel <paramref name="channel"/>, or null where none is proven on <paramref name="range"/>.</summary>
    public static ChannelScale? Find(Requantizer rule, int channel, AccumulatorRange range, ByteRange bytes)
    {
        if (range.Low < -LargestExact || range.High > LargestExact)
            return null;
        var step = new Rule(rule.Multipliers[channel], rule.Offsets[channel] + rule.Half, rule.Shift, bytes);
        var factor = (float)(step.Multiplier * Math.Pow(2, -rule.Shift));
        var largest = Math.Max(-range.Low, range.High) * Math.Abs((double)factor);
        var offset = (step.Offset * Math.Pow(2, -rule.Shift)) - 0.5 - bytes.Centre;
        if (largest + Math.Abs(offset) > LargestExact)
            return null;
        if (step.Multiplier == 0)
            return new ChannelScale(0, step.Apply(0) - bytes.Centre);
        var steps = Steps(step, range);
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        foreach (var (at, level) in steps)
        {
            // Real arithmetic rounds up to the level at the step and not before it: two bounds for the offset.
            double boundary = level - bytes.Centre - 0.5, inside = at * (double)factor, outside = (at - step.Direction) * (double)factor;
            (low, high) = (Math.Max(low, boundary - inside), Math.Min(high, boundary - outside));
        }

        if (steps.Count > 0)
            offset = (low + high) / 2;
        var scale = new ChannelScale(factor, (float)offset);
        return Holds(step, scale, range, steps) ? scale : null;
    }

    /// <summary>Where the rule reaches each level inside the interval: the accumulator nearest to where it comes from.</summary>
    private static List<(long At, int Level)> Steps(Rule rule, AccumulatorRange range)
    {
        var steps = new List<(long, int)>(256);
        var (from, to) = rule.Direction > 0 ? (range.Low, range.High) : (range.High, range.Low);
        for (var level = rule.Apply(from) + 1; level <= rule.Apply(to); level++)
            steps.Add((rule.FirstAt(level), level));
        return steps;
    }

    private static bool Holds(Rule rule, ChannelScale scale, AccumulatorRange range, List<(long At, int Level)> steps)
    {
        foreach (var (at, level) in steps)
        {
            if (rule.Form(scale, at) < level || rule.Form(scale, at - rule.Direction) >= level)
                return false;
        }

        return rule.Form(scale, range.Low) == rule.Apply(range.Low) && rule.Form(scale, range.High) == rule.Apply(range.High);
    }

    /// <summary>clip((x * Multiplier + Offset) >> Shift), half included in the offset.</summary>
    private readonly record struct Rule(long Multiplier, long Offset, int Shift, ByteRange Bytes)
    {
        public int Direction => Multiplier > 0 ? 1 : -1;

        public int Apply(long x) => (int)Math.Clamp(((x * Multiplier) + Offset) >> Shift, Bytes.Low, Bytes.High);

        /// <summary>The x nearest to where levels are low at which x * Multiplier + Offset reaches level * 2^Shift.</summary>
        public long FirstAt(int level)
        {
            var target = ((long)level << Shift) - Offset;
            var magnitude = Math.Abs(Multiplier);
            var up = (target / magnitude) + (target % magnitude > 0 ? 1 : 0);
            return Direction * up;
        }

        /// <summary>What the vector kernels compute.</summary>
        public int Form(ChannelScale scale, long x)
        {
            var rounded = (long)MathF.Round(MathF.FusedMultiplyAdd(x, scale.Factor, scale.Offset), MidpointRounding.ToEven);
            return (int)Math.Clamp(rounded + Bytes.Centre, Bytes.Low, Bytes.High);
        }
    }
}
