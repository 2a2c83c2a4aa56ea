using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>
/// The clipping threshold whose rounded distribution has the least Kullback-Leibler divergence from the clipped float distribution (Migacz,
/// "8-bit inference with TensorRT", 2017), over the magnitudes. Zeros are left out: they are exact in every format.
/// </summary>
public static class EntropyEstimator
{
    /// <summary>The threshold is searched from the largest magnitude down, in steps of this share of it.</summary>
    public const int Steps = 256;

    /// <summary>The threshold: the upper edge of a bin, with at least one bin for every level below it.</summary>
    public static double MagnitudeFor(ActivationHistogram histogram, NumberFormat format)
    {
        var (bins, levels) = (BinsInUse(histogram), format.Max + 1);
        if (bins.Length <= levels)
            return histogram.MaxMagnitude;
        var (best, least) = (bins.Length, double.PositiveInfinity);
        for (var edge = bins.Length; edge >= levels; edge -= Math.Max(1, bins.Length / Steps))
        {
            var divergence = Divergence(bins.AsSpan(0, edge), bins[edge..].Sum(), levels);
            if (divergence < least)
                (best, least) = (edge, divergence);
        }

        return Math.Min(best * histogram.BinWidth, histogram.MaxMagnitude);
    }

    /// <summary>
    /// KL divergence of the bins, with what lies above added to the last one, from the same bins after each run of them became one level: a
    /// level's count is spread evenly over its bins that are not empty. Infinite where a bin that counts lost its level.
    /// </summary>
    private static double Divergence(ReadOnlySpan<double> bins, double above, int levels)
    {
        var (p, q, divergence) = (0.0, 0.0, 0.0);
        for (var i = 0; i < bins.Length; i++)
            q += bins[i];
        p = q + above;
        if (q == 0)
            return double.PositiveInfinity;
        for (var level = 0; level < levels; level++)
        {
            var (first, end) = ((int)((long)level * bins.Length / levels), (int)((long)(level + 1) * bins.Length / levels));
            var (sum, filled) = (0.0, 0);
            for (var i = first; i < end; i++)
                (sum, filled) = (sum + bins[i], filled + (bins[i] > 0 ? 1 : 0));
            for (var i = first; i < end; i++)
            {
                var count = bins[i] + (i == bins.Length - 1 ? above : 0);
                if (count > 0 && bins[i] == 0)
                    return double.PositiveInfinity;
                if (count > 0)
                    divergence += count / p * Math.Log(count / p / (sum / filled / q));
            }
        }

        return divergence;
    }

    private static double[] BinsInUse(ActivationHistogram histogram)
    {
        var count = histogram.Bins.Count;
        while (count > 1 && histogram.Bins[count - 1] == 0)
            count--;
        double[] bins = [.. histogram.Bins.Take(count).Select(b => (double)b)];
        bins[0] = 0;
        return bins;
    }
}
