using FpgaSeg.Quantizer.Calibration;

namespace FpgaSeg.Reports.Charts;

/// <summary>The calibrator's fine bins of magnitudes as the few signed columns of a drawing.</summary>
internal static class HistogramBins
{
    /// <summary>
    /// Counts in <paramref name="columns"/> equal columns over low..high. A fine bin goes whole to the column that holds its middle; one whose
    /// middle lies just outside goes to the column at that end, so that every value is counted once.
    /// </summary>
    public static long[] Rebin(ActivationHistogram histogram, double low, double high, int columns)
    {
        var counts = new long[columns];
        for (var i = 0; i < histogram.Bins.Count; i++)
        {
            var (all, negative, middle) = (histogram.Bins[i], histogram.NegativeBins[i], (i + 0.5) * histogram.BinWidth);
            if (all > negative)
                counts[ColumnOf(middle)] += all - negative;
            if (negative > 0)
                counts[ColumnOf(-middle)] += negative;
        }

        return counts;

        int ColumnOf(double value) => Math.Clamp((int)((value - low) / (high - low) * columns), 0, columns - 1);
    }
}
