using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>
/// Sums over sampled output positions of one convolution group: what least squares needs to fit its weights to the float output. Vectors have
/// the taps of one output, input channel by input channel.
/// </summary>
internal sealed class LayerSamples
{
    /// <summary>Positions over all images together.</summary>
    public const int Positions = 12_288;

    /// <summary>Sum over positions of x x', taps by taps.</summary>
    public required double[] Gram { get; init; }

    /// <summary>Sum of x.</summary>
    public required double[] InputSum { get; init; }

    /// <summary>By output of the group, the sum of y x.</summary>
    public required double[][] Cross { get; init; }

    /// <summary>By output of the group, the sum of y.</summary>
    public required double[] OutputSum { get; init; }

    /// <summary>Positions summed over.</summary>
    public required int Count { get; init; }

    /// <summary>Sums of one group: x from the inputs, y from the float outputs.</summary>
    public static LayerSamples Of(FloatConv2d conv, int group, FeatureMap<float>[] inputs, FeatureMap<float>[] outputs)
    {
        var shape = conv.Kernel.Shape;
        var (taps, outputsPerGroup) = (shape.WeightsPerOutput, shape.OutChannels / conv.Groups);
        var (gram, inputSum, cross, outputSum) = (new double[taps * taps], new double[taps], new double[outputsPerGroup][], new double[outputsPerGroup]);
        for (var o = 0; o < outputsPerGroup; o++)
            cross[o] = new double[taps];
        var (patch, count) = (new double[taps], 0);
        for (var k = 0; k < inputs.Length; k++)
        {
            foreach (var (y, x) in PositionsIn(outputs[k].Shape, inputs.Length))
            {
                Gather(conv, inputs[k], group * shape.InChannelsPerGroup, y, x, patch);
                for (var a = 0; a < taps; a++)
                {
                    if (patch[a] != 0)
                        AddScaled(gram.AsSpan(a * taps, a + 1), patch, patch[a]);
                }

                AddScaled(inputSum, patch, 1);
                for (var o = 0; o < outputsPerGroup; o++)
                {
                    double target = outputs[k][(group * outputsPerGroup) + o, y, x];
                    outputSum[o] += target;
                    AddScaled(cross[o], patch, target);
                }

                count++;
            }
        }

        for (var a = 0; a < taps; a++)
        {
            for (var b = 0; b < a; b++)
                gram[(b * taps) + a] = gram[(a * taps) + b];
        }

        return new LayerSamples { Gram = gram, InputSum = inputSum, Cross = cross, OutputSum = outputSum, Count = count };
    }

    /// <summary>Positions spread evenly and without a period that the image could share: steps by the golden section of the map's size.</summary>
    private static IEnumerable<(int Y, int X)> PositionsIn(FeatureShape shape, int images)
    {
        var wanted = Math.Min(shape.Pixels, (Positions + images - 1) / images);
        var step = (long)Math.Round(shape.Pixels * 0.6180339887);
        while (Gcd(step, shape.Pixels) != 1)
            step++;
        for (var n = 0L; n < wanted; n++)
        {
            var position = (int)(n * step % shape.Pixels);
            yield return (position / shape.Width, position % shape.Width);
        }
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);

    private static void Gather(FloatConv2d conv, FeatureMap<float> input, int firstChannel, int y, int x, double[] patch)
    {
        var (w, shape, k) = (conv.Window, conv.Kernel.Shape, 0);
        for (var i = 0; i < shape.InChannelsPerGroup; i++)
        {
            for (var ky = 0; ky < shape.Height; ky++)
            {
                var row = (y * w.StrideY) - w.PadTop + (ky * w.DilationY);
                for (var kx = 0; kx < shape.Width; kx++)
                {
                    var column = (x * w.StrideX) - w.PadLeft + (kx * w.DilationX);
                    var inside = (uint)row < (uint)input.Shape.Height && (uint)column < (uint)input.Shape.Width;
                    patch[k++] = inside ? input[firstChannel + i, row, column] : 0;
                }
            }
        }
    }

    /// <summary>target += factor * source, over the target's length.</summary>
    private static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        var width = System.Numerics.Vector<double>.Count;
        var k = 0;
        for (; k <= target.Length - width; k += width)
        {
            var part = target.Slice(k, width);
            (new System.Numerics.Vector<double>(part) + (new System.Numerics.Vector<double>(source.Slice(k, width)) * factor)).CopyTo(part);
        }

        for (; k < target.Length; k++)
            target[k] += source[k] * factor;
    }
}
