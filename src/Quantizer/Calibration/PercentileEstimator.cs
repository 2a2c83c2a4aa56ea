namespace FpgaSeg.Quantizer.Calibration;

/// <summary>Clips a fixed share of the values.</summary>
public static class PercentileEstimator
{
    /// <summary>The share that is not clipped.</summary>
    public const double Share = 0.9999;

    /// <summary>The upper edge of the first bin up to which <paramref name="share"/> of all values lie; never beyond the largest one.</summary>
    public static double MagnitudeAt(ActivationHistogram histogram, double share)
    {
        var (wanted, seen) = (share * histogram.Bins.Sum(), 0L);
        for (var i = 0; i < histogram.Bins.Count; i++)
        {
            seen += histogram.Bins[i];
            if (seen >= wanted)
                return Math.Min((i + 1) * histogram.BinWidth, histogram.MaxMagnitude);
        }

        return histogram.MaxMagnitude;
    }
}
