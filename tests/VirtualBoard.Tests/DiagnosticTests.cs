using System.Text.RegularExpressions;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.VirtualBoard.Tests;

/// <summary>Every error text is golden, no golden is orphaned, and every code is documented.</summary>
public sealed class DiagnosticTests
{
    private static readonly string IdA = new('a', 64);
    private static readonly string IdB = new('b', 64);

    private static readonly Dictionary<string, Diagnostic> Cases = new(StringComparer.Ordinal)
    {
        ["FS4501"] = VirtualBoardErrors.NoManifest("build"),
        ["FS4502"] = VirtualBoardErrors.BadManifest("build/design.json", "The input does not contain any JSON tokens."),
        ["FS4503-missing"] = VirtualBoardErrors.FileMissing("build", "src/top.cpp"),
        ["FS4503-changed"] = VirtualBoardErrors.FileChanged("build", "src/top.cpp"),
        ["FS4504"] = VirtualBoardErrors.WrongDesignId("build/design.json", IdA, IdB),
        ["FS4511"] = VirtualBoardErrors.ToolMissing("g++"),
        ["FS4512"] = VirtualBoardErrors.BuildFailed("build", "csim", 2, "src/top.cpp:3:1: error: expected ';'\nmake: *** [Makefile:7: csim] Error 1"),
        ["FS4513"] = VirtualBoardErrors.ProgramFailed("build/bin/csim", "exit code 139", ""),
        ["FS4513-words"] = VirtualBoardErrors.ProgramFailed("build/bin/csim", "exit code 1", "stream 4 is empty"),
        ["FS4514"] = VirtualBoardErrors.BadTrace("trace.bin", 20, "no tensor begins here"),
        ["FS4521"] = VirtualBoardErrors.NoTerminal("ttyBoard", "a file that is not a link has this name"),
        ["FS4522"] = VirtualBoardErrors.PortTaken(80, "AccessDenied"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_golden(string name)
    {
        Assert.StartsWith(Cases[name].Code, name, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(GoldenPath(name)), Cases[name] + "\n");
    }

    [Fact]
    public void No_golden_is_orphaned() =>
        Assert.Equal(
            Cases.Keys.Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(GoldenFolder(), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_code_in_the_sources_has_a_golden_and_a_heading_in_the_documentation()
    {
        var documented = File.ReadAllText(Path.Combine(Root(), "docs", "diagnostics", "device.md"));
        var codes = Directory.EnumerateFiles(Path.Combine(Root(), "sim", "VirtualBoard"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), "\"(FS4[0-9]{3})\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .Select(m => m.Value.Trim('"')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(codes, Cases.Values.Select(d => d.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(codes, code => Assert.Contains($"## {code}: ", documented, StringComparison.Ordinal));
    }

    private static string GoldenFolder() => Path.Combine(AppContext.BaseDirectory, "Golden");

    private static string GoldenPath(string name) => Path.Combine(GoldenFolder(), name + ".txt");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "docs")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no docs folder above the tests");
        return folder;
    }
}
