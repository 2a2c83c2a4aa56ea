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

    /// <summary>Adds every value.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                NonFinite++;
                continue;
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
