using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Lowering;
using FpgaSeg.Quantizer.Reconstruction;

namespace FpgaSeg.Quantizer.Tests.Reconstruction;

/// <summary>One convolution fitted to its float output from rounded inputs.</summary>
public sealed class LayerFitTests
{
    private static readonly FeatureShape Input = new(6, 20, 20);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 6)]
    public void Sums_are_those_of_the_convolution_itself(int kernel, int groups)
    {
        var (conv, inputs, outputs) = Layer(kernel, groups);
        for (var channel = 0; channel < 6; channel++)
        {
            var (samples, o) = (LayerSamples.Of(conv, channel / (6 / groups), inputs, outputs), channel % (6 / groups));

            // The maps are smaller than the samples wanted: every position counts once.
            Assert.Equal(inputs.Length * outputs[0].Shape.Pixels, samples.Count);
            double Sum(Func<double, double> f) => outputs.Sum(m => m.Channel(channel).ToArray().Sum(v => f(v)));
            Assert.Equal(Sum(y => y), samples.OutputSum[o], 1e-2);
            var (weights, power) = (conv.Kernel.Output(channel).ToArray(), Sum(y => y * y));
            // Both are the sum of y squared: once as w' (sum of y x), once as a quadratic form of the weights.
            Assert.Equal(power, weights.Select((w, k) => w * samples.Cross[o][k]).Sum() + (conv.Bias[channel] * samples.OutputSum[o]), power * 1e-4);
            Assert.Equal(power, Quadratic(samples, weights, conv.Bias[channel]), power * 1e-4);
        }
    }

    [Theory]
    [InlineData(3, 1, 4)]
    [InlineData(1, 1, 3)]
    [InlineData(3, 6, 4)]
    public void Searched_weights_and_bias_beat_nearest_by_far_on_rounded_inputs(int kernel, int groups, int bits)
    {
        var (conv, inputs, outputs) = Layer(kernel, groups);
        var rounded = inputs.Select(Rounded).ToArray();
        var scales = WeightQuantizer.ScalesFor(conv.Kernel, conv.Bias, bits, 1);
        double ErrorOf(bool search, bool bias)
        {
            var fitted = new LayerFit(conv, bits, search, bias).Run(scales, keepScales: false, rounded, outputs, threads: 2).Conv;
            return rounded.Zip(outputs).Sum(p => FloatOperation.Run(fitted, [p.First], p.Second.Shape).Data.Zip(p.Second.Data, (a, b) => Math.Pow(a - b, 2)).Sum());
        }

        double nearest = ErrorOf(search: false, bias: false), corrected = ErrorOf(search: false, bias: true), searched = ErrorOf(search: true, bias: true);
        Assert.True(corrected < nearest, $"bias correction {nearest} to {corrected}");
        Assert.True(searched < 0.75 * corrected, $"search {corrected} to {searched}");
    }

    [Fact]
    public void Bias_correction_makes_the_channel_means_those_of_float()
    {
        var (conv, inputs, outputs) = Layer(3, 1);
        var rounded = inputs.Select(Rounded).ToArray();
        var scales = WeightQuantizer.ScalesFor(conv.Kernel, conv.Bias, 4, 1);
        var fitted = new LayerFit(conv, 4, searchRounding: false, correctBias: true).Run(scales, keepScales: false, rounded, outputs, 1).Conv;
        for (var o = 0; o < 6; o++)
        {
            double MeanOf(IEnumerable<FeatureMap<float>> maps) => maps.Average(m => m.Channel(o).ToArray().Average(v => (double)v));
            Assert.Equal(MeanOf(outputs), MeanOf(rounded.Select(x => FloatOperation.Run(fitted, [x], Input))), 1e-4);
        }
    }

    [Fact]
    public void Weights_are_integers_times_their_scale()
    {
        var (conv, inputs, outputs) = Layer(3, 1);
        var fitted = new LayerFit(conv, 3, true, true).Run(WeightQuantizer.ScalesFor(conv.Kernel, conv.Bias, 3, 1), false, inputs, outputs, 1);
        var integers = fitted.Conv.Kernel.Data.Select((w, k) => w / fitted.Range.Scales[k / 54]).ToArray();
        Assert.All(integers, q => Assert.Equal(Math.Round(q), q, 1e-4));
        Assert.All(integers, q => Assert.InRange(q, -3.001, 3.001));
        Assert.Equal(integers.Select(q => (int)Math.Round(q)), WeightQuantizer.Round(fitted.Conv.Kernel, fitted.Range).Data.Select(q => (int)q));
    }

    private static double Quadratic(LayerSamples samples, float[] w, double bias)
    {
        var sum = samples.Count * bias * bias;
        for (var a = 0; a < w.Length; a++)
        {
            sum += 2 * bias * w[a] * samples.InputSum[a];
            for (var b = 0; b < w.Length; b++)
                sum += w[a] * samples.Gram[(a * w.Length) + b] * w[b];
        }

        return sum;
    }

    /// <summary>A 6-to-6 convolution over correlated, non-negative inputs, and its float outputs.</summary>
    private static (FloatConv2d Conv, FeatureMap<float>[] Inputs, FeatureMap<float>[] Outputs) Layer(int kernel, int groups)
    {
        var random = new Random(kernel + (10 * groups));
        var shape = new KernelShape(6, 6 / groups, kernel, kernel);
        var conv = new FloatConv2d(new ConvKernel<float>(shape, random.Normals(shape.Count)), random.Normals(6), WindowGeometry.Same(kernel), groups);
        FeatureMap<float>[] inputs = [.. Quantization.Images(Input, 4).Select(m => new FeatureMap<float>(Input, [.. m.Data.Select(p => p / 100f)]))];
        return (conv, inputs, [.. inputs.Select(x => FloatOperation.Run(conv, [x], Input))]);
    }

    private static FeatureMap<float> Rounded(FeatureMap<float> map) => new(map.Shape, [.. map.Data.Select(v => MathF.Floor((v * 6) + 0.5f) / 6)]);
}
