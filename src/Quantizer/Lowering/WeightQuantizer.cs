using FpgaSeg.Core.Tensors;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>Integer weights with one scale per output channel.</summary>
public sealed record QuantizedWeights(ConvKernel<sbyte> Kernel, double[] Scales);

/// <summary>Symmetric narrow-range weights: scale = largest magnitude of the channel / largest integer.</summary>
public static class WeightQuantizer
{
    /// <summary>
    /// A bias is at most this many accumulator steps: a channel whose weights are tiny beside its bias gets a coarser scale,
    /// so that the bias, as an accumulator integer, stays far inside 32 bits.
    /// </summary>
    private const double LargestBiasSteps = 1 << 24;

    /// <summary>Quantizes to <paramref name="bits"/> bits at the scales of <see cref="ScalesFor"/>.</summary>
    public static QuantizedWeights Quantize(ConvKernel<float> kernel, float[] bias, int bits, double inputScale)
    {
        var scales = ScalesFor(kernel, bias, bits, inputScale);
        return new QuantizedWeights(Round(kernel, new WeightRange(bits, scales)), scales);
    }

    /// <summary>One scale per output channel.</summary>
    /// <param name="kernel">Float weights.</param>
    /// <param name="bias">Float bias, one per output channel.</param>
    /// <param name="bits">2 to 8.</param>
    /// <param name="inputScale">Scale of the input map.</param>
    /// <param name="oneScale">Whether all channels share the coarsest scale: logits are compared with each other.</param>
    public static double[] ScalesFor(ConvKernel<float> kernel, float[] bias, int bits, double inputScale, bool oneScale = false)
    {
        var (largest, scales) = ((1 << (bits - 1)) - 1, new double[kernel.Shape.OutChannels]);
        for (var o = 0; o < scales.Length; o++)
            scales[o] = ScaleOf(kernel.Output(o), bias[o], largest, inputScale);
        if (oneScale)
            Array.Fill(scales, scales.Max());
        // Any scale suits a channel of zeros; the smallest of the others keeps its multiplier from limiting their shift.
        var harmless = scales.Where(s => s > 0).DefaultIfEmpty(1).Min();
        return [.. scales.Select(s => s > 0 ? s : harmless)];
    }

    /// <summary>The nearest integers, half to even, inside the narrow range.</summary>
    public static ConvKernel<sbyte> Round(ConvKernel<float> kernel, WeightRange range)
    {
        var (largest, shape, weights) = ((1 << (range.Bits - 1)) - 1, kernel.Shape, new sbyte[kernel.Shape.Count]);
        for (var k = 0; k < weights.Length; k++)
            weights[k] = (sbyte)Math.Clamp(Math.Round(kernel.Data[k] / range.Scales[k / shape.WeightsPerOutput]), -largest, largest);
        return new ConvKernel<sbyte>(shape, weights);
    }

    private static double ScaleOf(ReadOnlySpan<float> weights, float bias, int largest, double inputScale)
    {
        var magnitude = 0.0;
        foreach (var weight in weights)
            magnitude = Math.Max(magnitude, Math.Abs((double)weight));
        return Math.Max(magnitude / largest, Math.Abs((double)bias) / (inputScale * LargestBiasSteps));
    }
}
