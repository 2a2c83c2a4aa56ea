using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Quantizer.Calibration;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Histograms against sorted data, and scales against a search over the data itself.</summary>
public sealed class CalibrationTests
{
    private static readonly NumberFormat[] Formats = [new(8, true), new(8, false), new(6, true), new(4, true), new(4, false)];

    public static TheoryData<string> Distributions() => new(Samples.Keys);

    private static Dictionary<string, Func<Random, double>> Samples { get; } = new()
    {
        ["uniform"] = r => r.NextDouble() - 0.5,
        ["normal"] = r => 3 * r.Normal(),
        ["relu"] = r => Math.Max(0, 1e-4 * r.Normal()),
        ["laplace"] = r => r.Magnitude(0, 0) * -Math.Log(1 - r.NextDouble()),
        ["outliers"] = r => r.Normal() * (r.Next(10_000) == 0 ? 20 : 1),
        ["few_values"] = r => r.Next(-3, 4) * 1000,
    };

    [Fact]
    public void Counts_equal_those_of_the_sorted_data() => Cases.ForAll(60, random =>
    {
        var values = random.Normals(random.Next(1, 3000), Math.Abs(random.Magnitude(-30, 30)));
        var histogram = new ActivationHistogram();
        for (var start = 0; start < values.Length; start += 500)
            histogram.Add(values.AsSpan(start, Math.Min(500, values.Length - start)));

        double[] sorted = [.. values.Select(v => Math.Abs((double)v)).Order()];
        var seen = 0;
        for (var i = 0; i < ActivationHistogram.BinCount; i++)
        {
            var below = sorted.Skip(seen).TakeWhile(v => v < (i + 1) * histogram.BinWidth).Count();
            Assert.Equal(below, histogram.Bins[i]);
            seen += below;
        }

        Assert.Equal(values.Length, seen);
        Assert.Equal((values.Min(), values.Max(), sorted[^1]), (histogram.Min, histogram.Max, histogram.MaxMagnitude));
        Assert.True(sorted[^1] * 2.0001 >= histogram.BinWidth * ActivationHistogram.BinCount || histogram.BinWidth < 1e-9, "half of the bins are in use");
    });

    [Fact]
    public void Values_that_are_no_numbers_are_counted_apart()
    {
        var histogram = new ActivationHistogram();
        histogram.Add([1, float.NaN, -2, float.PositiveInfinity, float.NegativeInfinity, 0, float.MaxValue]);

        Assert.Equal(3, histogram.NonFinite);
        Assert.Equal(4, histogram.Bins.Sum());
        Assert.Equal((-2f, float.MaxValue), (histogram.Min, histogram.Max));
    }

    [Fact]
    public void A_tensor_of_zeros_has_a_scale()
    {
        var histogram = new ActivationHistogram();
        histogram.Add([0, 0, 0]);
        Assert.Equal(1.0 / 255, RangeEstimator.ScaleFor(histogram, NumberFormat.UInt8));
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void The_scale_is_nearly_the_best_there_is(string distribution)
    {
        var random = new Random(42);
        float[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (float)Samples[distribution](random))];
        foreach (var format in Formats)
        {
            float[] data = format.IsSigned ? values : [.. values.Select(Math.Abs)];
            var histogram = new ActivationHistogram();
            histogram.Add(data);

            var chosen = SquaredError(data, RangeEstimator.ScaleFor(histogram, format), format);
            var best = Enumerable.Range(1, 400).Min(k => SquaredError(data, histogram.MaxMagnitude / format.Max * k / 400, format));
            // The estimator's grid has steps of 1 % and its bins a finite width.
            Assert.True(chosen <= (best * 1.05) + 1e-12, $"{distribution} {format}: {chosen / best:F3} of the least error");
        }
    }

    /// <summary>Rounding and clipping error of the data themselves.</summary>
    private static double SquaredError(float[] data, double scale, NumberFormat format)
    {
        var sum = 0.0;
        foreach (var value in data)
        {
            var q = Math.Clamp(Math.Floor((value / scale) + 0.5), format.Min, format.Max);
            sum += ((q * scale) - value) * ((q * scale) - value);
        }

        return sum;
    }
}
