namespace FpgaSeg.Quantizer.Calibration;

/// <summary>
/// Counts of |x| in equal bins whose range doubles when a larger value arrives, with the extremes. One pass over any amount of data.
/// </summary>
public sealed class ActivationHistogram
{
    public const int BinCount = 4096;
    private readonly long[] _bins = new long[BinCount];

    /// <summary>Smallest value seen.</summary>
    public float Min { get; private set; } = float.PositiveInfinity;

    /// <summary>Largest value seen.</summary>
    public float Max { get; private set; } = float.NegativeInfinity;

    /// <summary>Width of one bin.</summary>
    public double BinWidth { get; private set; } = Math.ScaleB(1, -20) / BinCount;

    /// <summary>Counts; bin i holds |x| from i to i + 1 bin widths.</summary>
    public IReadOnlyList<long> Bins => _bins;

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
            _bins[(int)(magnitude / BinWidth)]++;
        }
    }

    private void DoubleRange()
    {
        for (var i = 0; i < BinCount; i++)
            _bins[i] = i < BinCount / 2 ? _bins[2 * i] + _bins[(2 * i) + 1] : 0;
        BinWidth *= 2;
    }
}
