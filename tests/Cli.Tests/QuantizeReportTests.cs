using FpgaSeg.Cli.Tests.Harness;

namespace FpgaSeg.Cli.Tests;

/// <summary>quantize --report and inspect on what it made: a CMUNeXt-XXS of 64x64 with random weights.</summary>
public sealed class QuantizeReportTests : IDisposable
{
    private static readonly string Network = Repository.At("tests/Import.Tests/Fixtures/cmunext_bn_act.onnx");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_report_stands_beside_the_package()
    {
        var output = Quantize("--report", _folder["report.html"], "--report-images", Repository.Images, "--report-masks", Repository.Masks);
        Assert.True(output.Status == 0, output.Errors);
        var (page, id) = (File.ReadAllText(_folder["report.html"]), output.Output.Split("model id ")[1][..16]);
        Assert.Contains(id, page, StringComparison.Ordinal);
        Assert.Contains("<h2>Dice</h2>", page, StringComparison.Ordinal);
        Assert.Contains("mean of 12 images", page, StringComparison.Ordinal);
        Assert.Contains("<section id=\"sensitivity\"", page, StringComparison.Ordinal);

        var report = JsonFields.Only(Fpgaseg.Succeed("inspect", _folder["model.fsq"], "--json"));
        Assert.Equal(Committed.Inspect, JsonFields.Of(report));
        Assert.Equal(("integer", 23_883_264), (report.GetProperty("kind").GetString(), report.GetProperty("macs").GetInt64()));
        Assert.StartsWith(id, report.GetProperty("model_id").GetString(), StringComparison.Ordinal);
        // 736 KiB at 256x256, a sixteenth of it here.
        var held = report.GetProperty("skips").EnumerateArray().Where(s => s.GetProperty("is_long").GetBoolean()).Sum(s => s.GetProperty("bytes").GetInt64());
        Assert.Equal(736 * 1024 / 16, held);
    }

    [Fact]
    public void Sensitivities_may_be_left_out_and_change_no_byte_of_the_package()
    {
        Assert.Equal(0, Quantize("--report", _folder["with.html"]).Status);
        var package = File.ReadAllBytes(_folder["model.fsq"]);
        Assert.Equal(0, Quantize("--report", _folder["without.html"], "--sensitivity", "false").Status);

        Assert.Equal(package, File.ReadAllBytes(_folder["model.fsq"]));
        Assert.Contains("<section id=\"sensitivity\"", File.ReadAllText(_folder["with.html"]), StringComparison.Ordinal);
        Assert.DoesNotContain("<section id=\"sensitivity\"", File.ReadAllText(_folder["without.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_a_coded_error_and_leaves_the_package()
    {
        File.WriteAllText(_folder["file"], "");

        Refusal.Check(Quantize("--json", "--report", _folder["file/report.html"]) with { Output = "" }, 2, "FS2151");
        Assert.True(File.Exists(_folder["model.fsq"]));
    }

    [Fact]
    public void Masks_without_their_images_are_refused_before_any_work()
    {
        Refusal.Check(Quantize("--report", _folder["report.html"], "--report-masks", Repository.Masks), 2, "FS1901");
        Assert.Empty(_folder.Entries());
    }

    [Fact]
    public void A_size_for_a_package_is_refused()
    {
        Assert.Equal(0, Quantize().Status);
        Refusal.Check(Fpgaseg.Run("inspect", _folder["model.fsq"], "--size", "64x64"), 2, "FS1901");
    }

    public void Dispose() => _folder.Dispose();

    private Outcome Quantize(params string[] options) =>
        Fpgaseg.Run(["quantize", Network, "--calibration", Repository.Calibration, "--max-images", "1", "-o", _folder["model.fsq"], .. options]);
}
