using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Streaming;
using FpgaSeg.Verification.Board;
using FpgaSeg.Verification.Divergence;

namespace FpgaSeg.Verification.Tests;

/// <summary>Every error text is golden and no golden is orphaned.</summary>
public sealed class DiagnosticTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");
    private static readonly StreamSummary Summary = new(3, 0, 0, TimeSpan.FromSeconds(1), null, null, null, null, null, null, 0, null);
    private static readonly VerificationResult Result = new(3, 2, 5, null, 1, Summary);

    private static readonly Dictionary<string, Diagnostic> Cases = new(StringComparer.Ordinal)
    {
        ["FS5001"] = VerificationDiagnostics.Located(new FirstDivergence("nuclei.png", 1, "/stem/Conv", 4, 7, 9, 12, -3), Result),
        ["FS5002-no-build"] = VerificationDiagnostics.NotLocated(Result, null),
        ["FS5002-traced"] = VerificationDiagnostics.NotLocated(Result, "build"),
        ["FS5003"] = VerificationDiagnostics.OnlyInside(
            new FirstDivergence("nuclei.png", 1, "/stem/Conv", 4, 7, 9, 12, -3), Result with { DifferingImages = 0, DifferingPixels = 0 }),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_golden(string name)
    {
        Assert.StartsWith(Cases[name].Code, name, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name + ".txt")), Cases[name] + "\n");
    }

    [Fact]
    public void No_golden_is_orphaned() => Assert.Equal(
        Cases.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
}
