using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Lowering;

namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>
/// Weight scales for requantisation without multipliers: one for the whole convolution, such that an accumulator step is a power of two. The
/// u8 input's scale of 1/255 is thereby absorbed by the first weights.
/// </summary>
internal static class PowerOfTwoWeights
{
    public static double[] ScalesFor(FloatConv2d conv, int bits, double inputScale)
    {
        var unclipped = WeightQuantizer.ScalesFor(conv.Kernel, conv.Bias, bits, inputScale).Max() * inputScale;
        var (above, below) = (PowerOfTwo.Above(unclipped), PowerOfTwo.Below(unclipped));
        // Clipping a little can be better than losing up to one bit everywhere.
        var step = Error(conv, bits, above / inputScale) <= Error(conv, bits, below / inputScale) ? above : below;
        return [.. Enumerable.Repeat(step / inputScale, conv.Bias.Length)];
    }

    private static double Error(FloatConv2d conv, int bits, double scale)
    {
        var (largest, error) = ((1 << (bits - 1)) - 1, 0.0);
        foreach (var weight in conv.Kernel.Data)
        {
            var difference = (Math.Clamp(Math.Round(weight / scale), -largest, largest) * scale) - weight;
            error += difference * difference;
        }

        return error;
    }
}
