using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Quantizer.Calibration;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Each method against golden or hand-computed thresholds, and the choice among them.</summary>
public sealed class CalibrationMethodTests
{
    public sealed record EntropyCase(string Name, int Bits, int[][] Bins, double Width, double Max, double Threshold);

    public static TheoryData<string> EntropyNames() => new(Numpy.Read<EntropyCase[]>("entropy").Select(c => c.Name));

    [Theory]
    [MemberData(nameof(EntropyNames))]
    public void Entropy_finds_the_threshold_that_numpy_finds(string name)
    {
        var golden = Numpy.Read<EntropyCase[]>("entropy").Single(c => c.Name == name);
        var histogram = HistogramOf(golden);
        Assert.Equal(golden.Width, histogram.BinWidth);
        Assert.Equal(golden.Threshold, EntropyEstimator.MagnitudeFor(histogram, new NumberFormat(golden.Bits, IsSigned: false)), 1e-9);
    }

    [Fact]
    public void Percentile_leaves_one_value_in_ten_thousand_out()
    {
        var histogram = new ActivationHistogram();
        // 20,000 values 0 .. 1.9999 and two far outliers: 19,999.8 of 20,002 are inside, so the outliers are not.
        histogram.Add([.. Enumerable.Range(0, 20_000).Select(i => i / 10_000f), 100, 120]);

        Assert.InRange(PercentileEstimator.MagnitudeAt(histogram, 0.9999), 1.99, 1.99 + (2 * histogram.BinWidth));
        Assert.Equal(120, PercentileEstimator.MagnitudeAt(histogram, 1), 1e-4);
        Assert.Equal(120 / 255.0, CalibrationMethod.MinMax.ScaleFor(histogram, NumberFormat.UInt8), 1e-9);
    }

    [Fact]
    public void Every_method_gives_a_tensor_of_zeros_a_scale()
    {
        var histogram = new ActivationHistogram();
        histogram.Add([0, 0]);
        Assert.All(CalibrationMethods.Single, m => Assert.Equal(1.0 / 127, m.ScaleFor(histogram, NumberFormat.Int8)));
    }

    [Fact]
    public void Auto_takes_the_method_with_the_least_error_at_the_readers()
    {
        var graph = Network.UNet();
        var images = Quantization.Images(graph.Input.Shape);
        double ScaleOf(CalibrationMethod method) => ChoiceOf(graph, images, method).Scale;
        var errors = CalibrationMethods.Single.ToDictionary(m => m, m => ErrorAtReader(graph, images, ScaleOf(m)));

        var choice = ChoiceOf(graph, images, CalibrationMethod.Auto);
        Assert.True(errors[choice.Method] <= errors.Values.Min() * 1.001, string.Join(", ", errors));
        Assert.Equal(choice.ErrorDb.Values.Min(), choice.ErrorDb[choice.Method.ToString().ToLowerInvariant()]);
        Assert.Equal(10 * Math.Log10(errors[choice.Method]), choice.ErrorDb.Values.Min(), 0.01);
    }

    private static RangeChoice ChoiceOf(DataflowGraph<FloatNode> graph, FeatureMap<byte>[] images, CalibrationMethod method)
    {
        var options = new QuantizationOptions(8, 4) { Calibration = method, Equalization = default, SearchRounding = false };
        return Quantization.Quantize(graph, images, options).Value.Choices.Single(c => c.Name == "block/add");
    }

    /// <summary>Relative output error of the only convolution that reads "block/add", rounded to u4 at a scale.</summary>
    private static double ErrorAtReader(DataflowGraph<FloatNode> graph, FeatureMap<byte>[] images, double scale)
    {
        var index = graph.Nodes.ToList().FindIndex(n => n.Name == "block/add");
        return images.Average(image =>
        {
            var values = new FloatExecutor(graph).Run(InputNormalization.UnitRange(3).Apply(image));
            var rounded = new FeatureMap<float>(
                values[index].Shape, [.. values[index].Data.Select(v => (float)(Math.Clamp(Math.Floor((v / scale) + 0.5), 0, 15) * scale))]);
            float[] output = FloatOperation.Run(graph.Nodes[index + 1].Operator, [rounded], graph.Nodes[index + 1].Shape).Data, wanted = values[index + 1].Data;
            return output.Zip(wanted, (a, b) => Math.Pow(a - b, 2)).Sum() / wanted.Sum(b => (double)b * b);
        });
    }

    private static ActivationHistogram HistogramOf(EntropyCase golden)
    {
        var histogram = new ActivationHistogram();
        histogram.Add([(float)golden.Max]);
        var last = golden.Bins[^1][0];
        foreach (var bin in golden.Bins)
            histogram.Add([.. Enumerable.Repeat((float)((bin[0] + 0.5) * golden.Width), bin[1] - (bin[0] == last ? 1 : 0))]);
        return histogram;
    }
}
