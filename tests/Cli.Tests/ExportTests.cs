using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Cli.Tests;

/// <summary>export: what it writes and reports. tests/Export.Tests runs such files in ONNX Runtime.</summary>
public sealed class ExportTests
{
    [Theory]
    [InlineData("--qdq")]
    [InlineData("--qcdq")]
    [InlineData("--qonnx")]
    public void Export_writes_a_file_and_says_so(string format)
    {
        using var folder = new TemporaryFolder();
        Save(folder["model.fsq"], bits: 8);
        var report = JsonFields.Only(Fpgaseg.Succeed("export", folder["model.fsq"], format, "-o", folder["net.onnx"], "--json"));
        Assert.Equal(Committed.Export, report.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToArray());
        Assert.Equal((folder["net.onnx"], format), (report.GetProperty("path").GetString(), "--" + report.GetProperty("format").GetString()));
        Assert.Equal(new FileInfo(folder["net.onnx"]).Length, report.GetProperty("bytes").GetInt64());
        Assert.Equal(0, report.GetProperty("refused").GetArrayLength());
    }

    [Fact]
    public void What_a_format_cannot_hold_is_named_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        Save(folder["model.fsq"], bits: 6);
        var outcome = Fpgaseg.Run("export", folder["model.fsq"], "--qdq", "-o", folder["net.onnx"], "--json");
        Assert.Equal(2, outcome.Status);
        Assert.Contains("error FS2401: ", outcome.Errors, StringComparison.Ordinal);
        var report = JsonFields.Only(outcome.Output);
        Assert.Equal(Committed.ExportRefused, JsonFields.Of(report));
        Assert.Equal("node 'scale'", report.GetProperty("refused")[0].GetProperty("at").GetString());
        Assert.False(File.Exists(folder["net.onnx"]));
    }

    [Theory]
    [InlineData]
    [InlineData("--qdq", "--qonnx")]
    public void Exactly_one_format_is_needed(params string[] formats)
    {
        using var folder = new TemporaryFolder();
        Save(folder["model.fsq"], bits: 8);
        Refusal.Check(Fpgaseg.Run(["export", folder["model.fsq"], .. formats, "-o", folder["net.onnx"]]), 2, "FS1901");
    }

    private static void Save(string path, int bits)
    {
        var shape = new Core.Tensors.FeatureShape(1, 4, 4);
        var graph = new DataflowGraph<IntegerNode>([
            new IntegerNode("image", new IntegerInput(), [], shape, NumberFormat.UInt8, 1.0 / 255, null),
            new IntegerNode("scale", new IntegerAffine(new Requantizer([70001], [5], 17)), [0], shape, new NumberFormat(bits, IsSigned: false), 0.01, null),
            new IntegerNode("out", new IntegerThreshold(20), [1], shape, NumberFormat.Bit, 1, null)]);
        Assert.True(ModelPackageFile.Save(new ModelPackage("test", "net.onnx", new string('a', 64), InputNormalization.UnitRange(1), graph), path).IsOk);
    }
}
