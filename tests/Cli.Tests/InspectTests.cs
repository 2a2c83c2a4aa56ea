using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>inspect on float networks. Counts are PyTorch's for the same network, sizes those of the published architecture.</summary>
public sealed class InspectTests
{
    [Fact]
    public void The_shipped_model_has_the_published_counts()
    {
        var report = JsonFields.Only(Fpgaseg.Succeed("inspect", Repository.Model, "--json"));

        Assert.Equal(Committed.Inspect, JsonFields.Of(report));
        Assert.Equal("float", report.GetProperty("kind").GetString());
        Assert.Equal(40_837 - 2004, report.GetProperty("parameters").GetInt64()); // the exporter folded 1002 channels of batch norm
        Assert.Equal(382_132_224, report.GetProperty("macs").GetInt64());
        // The four long skips: 8, 10, 12, 16 channels at 256, 128, 64, 32 pixels a side, float32.
        var skips = report.GetProperty("skips").EnumerateArray().Where(s => s.GetProperty("is_long").GetBoolean()).Select(s => s.GetProperty("bytes").GetInt64());
        Assert.Equal([2_097_152, 655_360, 196_608, 65_536], skips.OrderDescending());
        // Peak: the 4c map of a first-level block before and after its ReLU.
        Assert.Equal(4 * 256 * 256 * (32 + 32), report.GetProperty("peak_activation_bytes").GetInt64());
    }

    [Fact]
    public void Another_size_scales_the_work_and_not_the_parameters()
    {
        var model = Repository.At("tests/Import.Tests/Fixtures/depthwise.onnx");
        var (own, twice) = (Inspect(model), Inspect(model, "--size", "34x29"));

        Assert.Equal(own.Parameters, twice.Parameters);
        Assert.Equal(2 * own.Macs, twice.Macs);
    }

    [Fact]
    public void People_get_a_table_with_the_totals()
    {
        var output = Fpgaseg.Succeed("inspect", Repository.Model);

        Assert.Contains("38,833 parameters, 382,132,224 multiply-accumulates", output, StringComparison.Ordinal);
        Assert.Contains("long skips hold 3,014,656 bytes", output, StringComparison.Ordinal);
        Assert.Contains("8x256x256", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("256")]
    [InlineData("0x256")]
    [InlineData("256x-1")]
    [InlineData("axb")]
    public void A_size_that_is_none_is_refused(string size) => Refusal.Check(Fpgaseg.Run("inspect", Repository.Model, "--size", size), 2, "FS1901");

    private static (long Parameters, long Macs) Inspect(string model, params string[] options)
    {
        var report = JsonFields.Only(Fpgaseg.Succeed(["inspect", model, "--json", .. options]));
        return (report.GetProperty("parameters").GetInt64(), report.GetProperty("macs").GetInt64());
    }
}
