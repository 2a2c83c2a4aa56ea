using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Tests;

/// <summary>Every error text is golden, and no golden is orphaned.</summary>
public sealed class DiagnosticTests
{
    private static readonly string GoldenFolder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static readonly Dictionary<string, Func<Diagnostic>> Cases = new(StringComparer.Ordinal)
    {
        ["FS2401"] = () => Refused(new NumberFormat(6, IsSigned: false), OnnxFlavour.Qdq),
        ["FS2402"] = () => Refused(new NumberFormat(28, IsSigned: true), OnnxFlavour.Qcdq),
        ["FS2402-qonnx"] = () => Refused(new NumberFormat(30, IsSigned: true), OnnxFlavour.Qonnx),
        ["FS2403"] = NotWritten,
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_golden(string name)
    {
        var error = Cases[name]();
        Assert.StartsWith(error.Code, name, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(GoldenFolder, name + ".txt")), error + "\n");
    }

    [Fact]
    public void No_golden_is_orphaned() => Assert.Equal(
        Cases.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(GoldenFolder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    private static Diagnostic Refused(NumberFormat format, OnnxFlavour flavour)
    {
        var input = new IntegerNode("image", new IntegerInput(), [], new(1, 2, 2), NumberFormat.UInt8, 1, null);
        var node = new IntegerNode("enc/up", new IntegerAffine(new Requantizer([70001], [0], 9)), [0], new(1, 2, 2), format, 1, null);
        return Assert.Single(OperatorExporter.Export(node, [input], flavour).Errors);
    }

    private static Diagnostic NotWritten()
    {
        var folder = Directory.CreateTempSubdirectory("fpgaseg-export-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "file"), "");
            var error = Assert.Single(OnnxExporter.Save(new ExportedModel([1], 13, []), Path.Combine(folder, "file", "net.onnx")).Errors);
            Assert.StartsWith(folder, error.At, StringComparison.Ordinal);
            return error with { At = "file/net.onnx", Why = error.Why!.Replace(folder + "/", "", StringComparison.Ordinal) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
