using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Tests;

/// <summary>Numbers, ticks, bins and markup.</summary>
public sealed class DrawingTests
{
    [Theory]
    [InlineData(0, 10, 5, new double[] { 0, 2, 4, 6, 8, 10 })]
    [InlineData(-1, 1, 4, new double[] { -1, -0.5, 0, 0.5, 1 })]
    [InlineData(13, 42, 3, new double[] { 20, 30, 40 })]
    [InlineData(5, 5, 3, new double[] { 5 })]
    public void Ticks_are_round_numbers_inside_the_scale(double from, double to, int count, double[] ticks) =>
        Assert.Equal(ticks, new Scale(from, to, 0, 100).Ticks(count).Select(t => Math.Round(t, 9)));

    [Fact]
    public void Ticks_of_bytes_are_round_in_their_unit() =>
        Assert.Equal([0.0, 500 * 1024, 1000 * 1024, 1500 * 1024], new Scale(0, 1900 * 1024, 0, 1).Ticks(4, 1024));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(753664, "736 KiB")]
    [InlineData(2621440, "2.5 MiB")]
    public void Bytes_have_binary_units(long bytes, string text) => Assert.Equal(text, Units.Bytes(bytes));

    [Theory]
    [InlineData(382132224, "382 M")]
    [InlineData(9999, "9,999")]
    [InlineData(38833, "38.8 k")]
    [InlineData(16853000000, "16.9 G")]
    public void Counts_have_decimal_units(long count, string text) => Assert.Equal(text, Units.Count(count));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0039215686, "0.00392")]
    [InlineData(-11.94, "-11.9")]
    [InlineData(123456, "1.23e5")]
    [InlineData(1234.4, "1234")]
    [InlineData(0.00001234, "1.23e-5")]
    public void Real_numbers_have_three_digits(double value, string text) => Assert.Equal(text, Units.Real(value));

    [Fact]
    public void Holes_are_encoded_and_literals_are_not()
    {
        var name = "a<b>\"&'";
        Assert.Equal("<p title=\"a&lt;b&gt;&quot;&amp;&#39;\">1.50</p>", Markup.Of($"<p title=\"{name}\">{1.5:F2}</p>").Text);
        Assert.Equal("<i><b>x</b><b>x</b></i>", Markup.Of($"<i>{Enumerable.Repeat(Markup.Of($"<b>x</b>"), 2)}</i>").Text);
        Markup[] array = [Markup.Of($"<u>"), Markup.Of($"{"<"}")];
        Assert.Equal("<u>&lt;", Markup.Of($"{array}").Text);
        Assert.Equal("/<wbr>enc/<wbr>&lt;", Units.Name("/enc/<").Text);
    }

    [Fact]
    public void Every_value_is_in_the_column_that_holds_it()
    {
        var (random, histogram) = (new Random(5), new ActivationHistogram());
        float[] values = [.. Enumerable.Range(0, 5000).Select(_ => (float)((random.NextDouble() * 6) - 2))];
        histogram.Add(values);

        var columns = HistogramBins.Rebin(histogram, -2, 4, 12);

        // A fine bin is 1 / 512 wide at most, so that of 417 values in a column few can be in the wrong one.
        for (var k = 0; k < 12; k++)
            Assert.InRange(columns[k], values.Count(v => (int)((v + 2) / 0.5) == k) - 4, values.Count(v => (int)((v + 2) / 0.5) == k) + 4);
        Assert.Equal(5000, columns.Sum());
    }
}
