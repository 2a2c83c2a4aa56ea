using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>The rounding rule of one channel as a step function: clip((x * Multiplier + Offset) >> Shift), half included in the offset.</summary>
internal readonly record struct StepRule(long Multiplier, long Offset, int Shift, ByteRange Bytes)
{
    /// <summary>1 where levels rise with x, -1 where they fall.</summary>
    public int Direction => Multiplier > 0 ? 1 : -1;

    public int Apply(long x) => (int)Math.Clamp(((x * Multiplier) + Offset) >> Shift, Bytes.Low, Bytes.High);

    /// <summary>Where the rule reaches each level inside the interval, coming from where levels are low.</summary>
    public List<(long At, int Level)> Steps(AccumulatorRange range)
    {
        var steps = new List<(long, int)>(Bytes.High - Bytes.Low);
        var (from, to) = Direction > 0 ? (range.Low, range.High) : (range.High, range.Low);
        var last = Apply(to);
        for (var level = Apply(from) + 1; level <= last; level++)
            steps.Add((FirstAt(level), level));
        return steps;
    }

    /// <summary>The first x at which x * Multiplier + Offset reaches level * 2^Shift.</summary>
    private long FirstAt(int level)
    {
        var (target, magnitude) = (((long)level << Shift) - Offset, Math.Abs(Multiplier));
        return Direction * ((target / magnitude) + (target % magnitude > 0 ? 1 : 0));
    }
}
