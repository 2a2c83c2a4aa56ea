using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>How the scale of a value is chosen.</summary>
public enum CalibrationMethod
{
    /// <summary>Every method is tried; per value, the one with the least measured error at its readers wins.</summary>
    Auto,

    /// <summary>The largest magnitude; nothing is clipped.</summary>
    MinMax,

    /// <summary>The magnitude that 0.01 % of the values exceed.</summary>
    Percentile,

    /// <summary>The least mean squared rounding and clipping error.</summary>
    Mse,

    /// <summary>The least Kullback-Leibler divergence of the rounded from the float distribution.</summary>
    Entropy,
}

/// <summary>The scale that each method gives.</summary>
public static class CalibrationMethods
{
    /// <summary>Every method but <see cref="CalibrationMethod.Auto"/>; where two are equally good, the first wins.</summary>
    public static readonly IReadOnlyList<CalibrationMethod> Single =
        [CalibrationMethod.Mse, CalibrationMethod.MinMax, CalibrationMethod.Percentile, CalibrationMethod.Entropy];

    /// <summary>The scale of a value; 1 / max for a value that is always zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The method is <see cref="CalibrationMethod.Auto"/>.</exception>
    public static double ScaleFor(this CalibrationMethod method, ActivationHistogram histogram, NumberFormat format)
    {
        if (histogram.MaxMagnitude == 0)
            return 1.0 / format.Max;
        return method switch
        {
            CalibrationMethod.MinMax => histogram.MaxMagnitude / format.Max,
            CalibrationMethod.Percentile => PercentileEstimator.MagnitudeAt(histogram, PercentileEstimator.Share) / format.Max,
            CalibrationMethod.Mse => RangeEstimator.ScaleFor(histogram, format),
            CalibrationMethod.Entropy => EntropyEstimator.MagnitudeFor(histogram, format) / format.Max,
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };
    }
}
