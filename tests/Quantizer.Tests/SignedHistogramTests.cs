using FpgaSeg.Quantizer.Calibration;

namespace FpgaSeg.Quantizer.Tests;

/// <summary>The sides of a histogram, through every doubling of its range.</summary>
public sealed class SignedHistogramTests
{
    [Fact]
    public void Both_sides_are_counted() => Cases.ForAll(40, random =>
    {
        var values = random.Normals(random.Next(1, 500), Math.Abs(random.Magnitude(-20, 20)));
        var histogram = new ActivationHistogram();
        foreach (var value in values)
            histogram.Add([value]);

        var expected = new long[ActivationHistogram.BinCount];
        foreach (var value in values.Where(v => v < 0))
            expected[(int)(-(double)value / histogram.BinWidth)]++;
        Assert.Equal(expected, histogram.NegativeBins);
    });
}
