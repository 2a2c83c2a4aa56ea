using System.Buffers;
using System.Runtime.Intrinsics;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>
/// Counts of |x| in equal bins whose range doubles when a larger value arrives, with the extremes. One pass over any amount of data.
/// </summary>
public sealed class ActivationHistogram
{
    public const int BinCount = 4096;
    private readonly long[] _bins = new long[BinCount];
    private readonly long[] _negative = new long[BinCount];

    /// <summary>Smallest value seen.</summary>
    public float Min { get; private set; } = float.PositiveInfinity;

    /// <summary>Largest value seen.</summary>
    public float Max { get; private set; } = float.NegativeInfinity;

    /// <summary>Width of one bin.</summary>
    public double BinWidth { get; private set; } = Math.ScaleB(1, -20) / BinCount;

    /// <summary>Counts; bin i holds |x| from i to i + 1 bin widths.</summary>
    public IReadOnlyList<long> Bins => _bins;

    /// <summary>The part of each bin's count that had a minus sign; the ranges need magnitudes only, the report draws both sides.</summary>
    public IReadOnlyList<long> NegativeBins => _negative;

    /// <summary>NaN and infinite values seen; they are in no bin.</summary>
    public long NonFinite { get; private set; }

    /// <summary>Largest magnitude seen.</summary>
    public double MaxMagnitude => Math.Max(Math.Abs((double)Min), Math.Abs((double)Max));

    /// <summary>Adds every value. Groups of numbers inside the range go by vectors; a group with anything else goes number by number, which widens the range.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        // Bins by sign in one small table: an increment per number, folded into the counts at the end and whenever bins change.
        var recent = ArrayPool<int>.Shared.Rent(2 * BinCount);
        Array.Clear(recent);
        var done = 0;
        while (done < values.Length)
        {
            var inside = AddInside(values[done..], recent);
            if (inside > 0)
                Fold(recent);
            done += inside;
            var end = Math.Min(values.Length, done + Vector256<float>.Count);
            for (; done < end; done++)
                AddOne(values[done]);
        }

        ArrayPool<int>.Shared.Return(recent);
    }

    /// <summary>Counts whole groups up to the first with a number that is not finite or beyond the range; gives the numbers counted.</summary>
    private int AddInside(ReadOnlySpan<float> values, int[] recent)
    {
        var (limit, perBin) = (Vector256.Create((float)(BinWidth * BinCount)), Vector256.Create((float)(1 / BinWidth)));
        Vector256<float> least = Vector256.Create(float.PositiveInfinity), most = -least;
        Span<int> bins = stackalloc int[Vector256<int>.Count];
        var done = 0;
        for (; done + Vector256<float>.Count <= values.Length; done += Vector256<float>.Count)
        {
            var group = Vector256.Create(values.Slice(done, Vector256<float>.Count));
            var magnitude = Vector256.Abs(group);
            if (!Vector256.LessThanAll(magnitude, limit))
                break;

            // The width is a power of two, so that the product is the exact quotient.
            var negative = Vector256.LessThan(group, Vector256<float>.Zero).AsInt32() & Vector256.Create(BinCount);
            (Vector256.ConvertToInt32Native(magnitude * perBin) | negative).CopyTo(bins);
            (least, most) = (Vector256.Min(least, group), Vector256.Max(most, group));
            foreach (var bin in bins)
                recent[bin]++;
        }

        for (var k = 0; k < Vector256<float>.Count && done > 0; k++)
            (Min, Max) = (Math.Min(Min, least[k]), Math.Max(Max, most[k]));
        return done;
    }

    private void Fold(int[] recent)
    {
        for (var i = 0; i < BinCount; i++)
        {
            _bins[i] += recent[i] + recent[BinCount + i];
            _negative[i] += recent[BinCount + i];
        }

        Array.Clear(recent);
    }

    private void AddOne(float value)
    {
        if (!float.IsFinite(value))
        {
            NonFinite++;
            return;
        }

        (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
        var magnitude = Math.Abs((double)value);
        while (magnitude >= BinWidth * BinCount)
            DoubleRange();
        var bin = (int)(magnitude / BinWidth);
        _bins[bin]++;
        if (value < 0)
            _negative[bin]++;
    }

    private void DoubleRange()
    {
        foreach (var bins in (ReadOnlySpan<long[]>)[_bins, _negative])
        {
            for (var i = 0; i < BinCount; i++)
                bins[i] = i < BinCount / 2 ? bins[2 * i] + bins[(2 * i) + 1] : 0;
        }

        BinWidth *= 2;
    }
}
