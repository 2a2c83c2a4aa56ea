using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>
/// Chooses the scale of one tensor: the one with the least mean squared rounding and clipping error over the calibration histogram.
/// </summary>
public static class RangeEstimator
{
    private const int Candidates = 80;
    private const double SmallestShare = 0.3;
    private const double FinerStep = 0.98;

    /// <summary>The scale of a tensor with <paramref name="histogram"/> in <paramref name="format"/>; 1 / max for a tensor of zeros.</summary>
    public static double ScaleFor(ActivationHistogram histogram, NumberFormat format)
    {
        var (best, bestError) = (histogram.MaxMagnitude / format.Max, double.PositiveInfinity);
        if (best == 0)
            return 1.0 / format.Max;
        for (var k = 0; k < Candidates; k++)
        {
            var clip = histogram.MaxMagnitude * (1 - ((1 - SmallestShare) * k / (Candidates - 1)));
            var error = SquaredError(histogram, clip / format.Max, format.Max);
            if (error < bestError)
                (best, bestError) = (clip / format.Max, error);
        }

        // Rare outliers at few bits: the best clip may lie further down; mostly the first step ends this.
        for (var scale = best * FinerStep; SquaredError(histogram, scale, format.Max) is var error && error < bestError; scale *= FinerStep)
            (best, bestError) = (scale, error);
        return best;
    }

    private static double SquaredError(ActivationHistogram histogram, double scale, int max)
    {
        var error = 0.0;
        // Bin 0 is almost all exact zeros (ReLU), which cost nothing in any format.
        for (var i = 1; i < histogram.Bins.Count; i++)
        {
            var count = histogram.Bins[i];
            if (count == 0)
                continue;
            var value = (i + 0.5) * histogram.BinWidth;
            var difference = value - (Math.Min(Math.Floor((value / scale) + 0.5), max) * scale);
            error += count * difference * difference;
        }

        return error;
    }
}
