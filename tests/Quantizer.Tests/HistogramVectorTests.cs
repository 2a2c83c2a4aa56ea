using FpgaSeg.Quantizer.Calibration;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>Counting by vectors gives what counting number by number gives.</summary>
public sealed class HistogramVectorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Counts_are_those_of_the_definition(int seed)
    {
        var random = new Random(seed);
        var values = new float[10_007];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(5) == 0 ? 0 : (float)((random.NextDouble() - 0.4) * Math.Pow(2, random.Next(-24, 1 + (i / 1500))));
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, -float.Epsilon];
        foreach (var value in odd)
            values[random.Next(values.Length)] = value;
        var histogram = new ActivationHistogram();
        for (var done = 0; done < values.Length; done += 2_500)
            histogram.Add(values.AsSpan(done, Math.Min(2_500, values.Length - done)));

        float[] finite = [.. values.Where(float.IsFinite)];
        var width = Math.ScaleB(1, -32);
        while (finite.Max(v => Math.Abs((double)v)) >= width * ActivationHistogram.BinCount)
            width *= 2;
        long[] bins = new long[ActivationHistogram.BinCount], negative = new long[ActivationHistogram.BinCount];
        foreach (var value in finite)
        {
            bins[(int)(Math.Abs((double)value) / width)]++;
            negative[(int)(Math.Abs((double)value) / width)] += value < 0 ? 1 : 0;
        }

        Assert.Equal(values.Length - finite.Length, histogram.NonFinite);
        Assert.Equal(width, histogram.BinWidth);
        Assert.Equal((finite.Min(), finite.Max()), (histogram.Min, histogram.Max));
        Assert.Equal(bins, histogram.Bins);
        Assert.Equal(negative, histogram.NegativeBins);
    }
}
