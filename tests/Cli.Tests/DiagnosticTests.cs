using System.Text.RegularExpressions;
using FpgaSeg.Cli.Demo;
using FpgaSeg.Cli.Output;
using FpgaSeg.Cli.Tests.Harness;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Imaging;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Cli.Tests;

/// <summary>Every error text of the command line is golden, no golden is orphaned, and every code is documented.</summary>
public sealed class DiagnosticTests
{
    private static readonly string GoldenFolder = Path.Combine(AppContext.BaseDirectory, "Golden");

    private static readonly Dictionary<string, Func<Diagnostic>> Cases = new(StringComparer.Ordinal)
    {
        ["FS1900"] = () => BugReport.Describe(new IndexOutOfRangeException(), "the file bug.txt"),
        ["FS1901"] = () => UsageErrors.Of("Option '--mask' is not known.", "fpgaseg evaluate --help shows what it takes, with examples."),
        ["FS1901-mean"] = MismatchedNormalization,
        ["FS1902"] = () => Assert.Single(ImagePaths.Expand(["no/such.png"]).Errors),
        ["FS1903"] = EmptyFolder,
        ["FS1904"] = () => Assert.Single(new MaskWriter("masks", true).Check(["a/x.png", "y.png", "b/x.ppm"])),
        ["FS1906"] = Unpaired,
        ["FS1907"] = () => SegmenterPair.OtherSource("model.fsq", "nets/other.onnx", Package()),
        ["FS1908"] = () => DeviceOptions.OtherModel("build", new string('a', 64), new string('b', 64)),
        ["FS1910"] = () => MaskJournal.OtherDesign("masks/.fpgaseg-stream", "fpgaseg-stream-1 1a 2b", "fpgaseg-stream-1 3c 2b"),
        ["FS1911"] = () => MaskJournal.Unusable("masks/.fpgaseg-stream", "No space left on device"),
        ["FS1912"] = () => MaskJournal.OtherModel("masks/.fpgaseg-simulate", "fpgaseg-simulate-1 1a", "fpgaseg-simulate-1 2b"),
        ["FS1913"] = () => EvaluationJournal.OtherNetworks("evaluated.txt", "fpgaseg-evaluate-1 1a -", "fpgaseg-evaluate-1 2b -"),
        ["FS1909"] = () => DemoMaterial.NotHere("bin"),
        ["FS1914"] = () => new OutputLost("No space left on device").Diagnostic,
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

    [Fact]
    public void Every_code_in_the_sources_has_a_golden_and_a_heading_in_the_documentation()
    {
        var documented = File.ReadAllText(Repository.At("docs/diagnostics/command-line.md"));
        var codes = Directory.EnumerateFiles(Repository.At("src/Cli"), "*.cs", SearchOption.AllDirectories)
            .Append(Repository.At("src/Core/Imaging/ImagePaths.cs"))
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), "\"FS[0-9]{4}\"", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(m => m.Value.Trim('"')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(codes, Cases.Keys.Select(k => k[..6]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(codes, code => Assert.Contains($"## {code}: ", documented, StringComparison.Ordinal));
    }

    private static Diagnostic MismatchedNormalization()
    {
        var options = new NormalizationOptions();
        var command = new System.CommandLine.RootCommand { options.Mean, options.StandardDeviation };
        return Assert.Single(options.Read(command.Parse(["--mean", "1,2,3", "--std", "1"])).Errors);
    }

    private static Diagnostic EmptyFolder()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["readme.txt"], "no image");
        return Assert.Single(ImagePaths.Expand([folder.Path]).Errors) with { At = "calibration" };
    }

    private static Diagnostic Unpaired()
    {
        using var folder = new TemporaryFolder();
        var (images, masks) = (Directory.CreateDirectory(folder["images"]).FullName, Directory.CreateDirectory(folder["masks"]).FullName);
        foreach (var name in "abcdefg")
            File.WriteAllText(Path.Combine(images, $"{name}.png"), "");
        File.WriteAllText(Path.Combine(masks, "g.png"), "");
        File.WriteAllText(folder["names.txt"], "a\nb\nc\nd\ne\nf\ng\nz\n");
        var error = Assert.Single(LabelledSet.Find(images, masks, folder["names.txt"]).Errors);
        Assert.Equal($"{images} and {masks}", error.At);
        return error with { At = "images and masks" };
    }

    private static ModelPackage Package() =>
        new("test", "trained.onnx", "0123abcd", InputNormalization.UnitRange(1), new DataflowGraph<IntegerNode>([
            new IntegerNode("image", new IntegerInput(), [], new(1, 1, 1), FpgaSeg.Core.FixedPoint.NumberFormat.UInt8, 1, null)]));
}
