using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Reconstruction;

/// <summary>The weights, as integer x scale, and the bias that one convolution gets.</summary>
internal sealed record FittedLayer(FloatConv2d Conv, WeightRange Range);

/// <summary>
/// One convolution fitted to its float output: the weights on the grid, and the bias, that leave the least squared error for the inputs of the
/// quantized network. With the means taken out, the weights fit the variations and the bias the mean.
/// </summary>
internal sealed class LayerFit(FloatConv2d conv, int bits, bool searchRounding, bool correctBias)
{
    /// <summary>
    /// Pull toward the trained weights, as a share of the inputs' mean power: what the few calibration images do not determine stays as trained.
    /// </summary>
    private const double Pull = 0.01;

    /// <summary>Scales tried, as shares of the one that clips nothing; at few bits clipping pays.</summary>
    private static readonly double[] Shrinks = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4];
    private readonly int _largest = (1 << (bits - 1)) - 1;
    private readonly int _taps = conv.Kernel.Shape.WeightsPerOutput;
    private readonly float[] _weights = [.. conv.Kernel.Data];
    private readonly float[] _bias = [.. conv.Bias];

    /// <summary>Fits every output channel.</summary>
    /// <param name="scales">Scales to start from, one per output channel; kept where rounding is not searched or <paramref name="keepScales"/>.</param>
    /// <param name="keepScales">Whether the scales are given.</param>
    /// <param name="inputs">Quantized inputs by image.</param>
    /// <param name="outputs">Float outputs by image.</param>
    /// <param name="threads">Groups at once; the result does not depend on it.</param>
    public FittedLayer Run(double[] scales, bool keepScales, FeatureMap<float>[] inputs, FeatureMap<float>[] outputs, int threads)
    {
        var fitted = scales.ToArray();
        Parallel.For(0, conv.Groups, new ParallelOptions { MaxDegreeOfParallelism = threads }, g => FitGroup(g, fitted, keepScales, inputs, outputs, threads));
        var kernel = new ConvKernel<float>(conv.Kernel.Shape, _weights);
        return new FittedLayer(conv with { Kernel = kernel, Bias = _bias }, new WeightRange(bits, fitted));
    }

    private void FitGroup(int group, double[] scales, bool keepScales, FeatureMap<float>[] inputs, FeatureMap<float>[] outputs, int threads)
    {
        var samples = LayerSamples.Of(conv, group, inputs, outputs);
        var outputsPerGroup = scales.Length / conv.Groups;
        var system = searchRounding ? FitSystem.Of(samples, _taps, Pull, correctBias) : null;
        Parallel.For(0, outputsPerGroup, new ParallelOptions { MaxDegreeOfParallelism = threads }, o =>
        {
            var channel = (group * outputsPerGroup) + o;
            var trained = conv.Kernel.Output(channel);
            if (system is null)
            {
                Store(channel, [.. trained.ToArray().Select(w => (int)Math.Clamp(Math.Round(w / scales[channel]), -_largest, _largest))], scales[channel]);
            }
            else
            {
                var wanted = system.Wanted(samples, o, trained, conv.Bias[channel]);
                scales[channel] = keepScales ? scales[channel] : BestScale(system.Search, wanted, scales[channel]);
                Store(channel, system.Search.Find(wanted, scales[channel], _largest, trained).Weights, scales[channel]);
            }

            if (correctBias)
                _bias[channel] = (float)MeanDifference(samples, o, _weights.AsSpan(channel * _taps, _taps));
        });
    }

    private double BestScale(RoundingSearch search, double[] wanted, double scale)
    {
        // At 8 bits the scale that clips nothing is as good as any, and stays as the weights were trained.
        if (bits > 7)
            return scale;
        var unclipped = Math.Max(wanted.Max(Math.Abs) / _largest, scale / 2);
        return Shrinks.Select(s => s * unclipped).MinBy(s => search.QuickError(wanted, s, _largest));
    }

    private void Store(int channel, int[] integers, double scale)
    {
        for (var k = 0; k < _taps; k++)
            _weights[(channel * _taps) + k] = (float)(integers[k] * scale);
    }

    /// <summary>The bias that makes the mean output that of float.</summary>
    private static double MeanDifference(LayerSamples samples, int o, ReadOnlySpan<float> weights)
    {
        var sum = samples.OutputSum[o];
        for (var k = 0; k < weights.Length; k++)
            sum -= weights[k] * samples.InputSum[k];
        return sum / samples.Count;
    }
}
