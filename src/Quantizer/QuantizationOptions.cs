using System.Collections.Immutable;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Quantizer.Equalization;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer;

/// <summary>Widths of the quantized network and how it is found. The defaults are the best combination measured (docs/quantization.md).</summary>
/// <param name="WeightBits">2 to 8.</param>
/// <param name="ActivationBits">4 to 8.</param>
public sealed record QuantizationOptions(int WeightBits = 8, int ActivationBits = 8)
{
    /// <summary>Widths by pattern of names; the last match wins.</summary>
    public ImmutableArray<BitOverride> Overrides { get; init; } = [];

    /// <summary>2 to 8: width of the stored copy of every long skip; null to store it as it is.</summary>
    public int? SkipBits { get; init; }

    /// <summary>Sizes to reach by narrowing what is least sensitive.</summary>
    public ImmutableArray<Budget> Budgets { get; init; } = [];

    /// <summary>How scales of activations are chosen.</summary>
    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.Auto;

    /// <summary>What cross-layer equalization balances.</summary>
    public EqualizationMode Equalization { get; init; } = EqualizationMode.Activations;

    /// <summary>Whether biases take the mean error of their layers.</summary>
    public bool CorrectBias { get; init; } = true;

    /// <summary>Whether the integers of the weights are searched; else they are the nearest.</summary>
    public bool SearchRounding { get; init; } = true;

    /// <summary>Whether every scale is a power of two.</summary>
    public bool PowerOfTwo { get; init; }

    /// <summary>Whether every layer's sensitivity is measured; a budget needs it and measures it by itself.</summary>
    public bool MeasureSensitivity { get; init; }

    /// <summary>Scales and widths that are given: the ranges file of quantization-aware training.</summary>
    public RangePlan Given { get; init; } = RangePlan.Empty;
}
