using System.Collections.Immutable;

namespace FpgaSeg.Quantizer.Ranges;

/// <summary>
/// Every scale and width of a quantized network, by the names of the float graph (docs/quantization.md, ranges file). Passes add to it;
/// lowering turns it into integers.
/// </summary>
public sealed record RangePlan
{
    /// <summary>Nothing decided.</summary>
    public static readonly RangePlan Empty = new();

    /// <summary>Format and scale by float value.</summary>
    public ImmutableSortedDictionary<string, ValueRange> Activations { get; init; } = Sorted<ValueRange>();

    /// <summary>Format and scale of the narrow copy that a long skip stores, by the float value it copies.</summary>
    public ImmutableSortedDictionary<string, ValueRange> Skips { get; init; } = Sorted<ValueRange>();

    /// <summary>Width and scales by convolution.</summary>
    public ImmutableSortedDictionary<string, WeightRange> Weights { get; init; } = Sorted<WeightRange>();

    /// <summary>By float value: the factors by which its channels were divided (cross-layer equalization).</summary>
    public ImmutableSortedDictionary<string, double[]> Equalization { get; init; } = Sorted<double[]>();

    /// <summary>Whether every scale is a power of two; lowering then leaves multipliers out.</summary>
    public bool PowerOfTwo { get; init; }

    private static ImmutableSortedDictionary<string, T> Sorted<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
