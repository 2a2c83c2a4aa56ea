using System.Text.RegularExpressions;

namespace FpgaSeg.Architecture.Tests;

/// <summary>Every error code is documented, once, and has a golden text.</summary>
public sealed partial class DiagnosticTests
{
    private static readonly SortedSet<string> InCode = CodesIn(Repository.Files("src", ".cs").Concat(Repository.Files("sim", ".cs")), QuotedCode());
    private static readonly SortedSet<string> InDocs = CodesIn(Repository.Files("docs/diagnostics", ".md"), HeadingCode());

    [Fact]
    public void Every_code_is_documented() => Assert.Empty(InCode.Except(InDocs, StringComparer.Ordinal));

    [Fact]
    public void Every_documented_code_exists() => Assert.Empty(InDocs.Except(InCode, StringComparer.Ordinal));

    [Fact]
    public void Every_code_has_a_golden_text()
    {
        var golden = Repository.Files("tests", ".txt").Select(f => GoldenCode().Match(f)).Where(m => m.Success).Select(m => m.Groups[1].Value);
        Assert.Empty(InCode.Except(golden, StringComparer.Ordinal));
    }

    [Fact]
    public void No_code_means_two_things()
    {
        var places = Repository.Files("src", ".cs").Concat(Repository.Files("sim", ".cs"))
            .SelectMany(f => QuotedCode().Matches(Repository.Read(f)).Select(m => (Code: m.Groups[1].Value, File: f)));
        Assert.All(places.GroupBy(p => p.Code, StringComparer.Ordinal), g => Assert.Single(g.Select(p => p.File).Distinct(StringComparer.Ordinal)));
    }

    private static SortedSet<string> CodesIn(IEnumerable<string> files, Regex pattern) =>
        new(files.SelectMany(f => pattern.Matches(Repository.Read(f))).Select(m => m.Groups[1].Value), StringComparer.Ordinal);

    [GeneratedRegex(@"""(FS\d{4})""")]
    private static partial Regex QuotedCode();

    [GeneratedRegex(@"^## (FS\d{4})", RegexOptions.Multiline)]
    private static partial Regex HeadingCode();

    [GeneratedRegex(@"Golden/(FS\d{4})[^/]*\.txt$")]
    private static partial Regex GoldenCode();
}
