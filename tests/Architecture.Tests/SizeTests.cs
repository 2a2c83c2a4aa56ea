using System.Text.RegularExpressions;

namespace FpgaSeg.Architecture.Tests;

/// <summary>DESIGN section 9: short files and methods that fit a screen.</summary>
public sealed partial class SizeTests
{
    private const int LongestFile = 300;
    private const int LongestMedian = 80;
    private const int LongestMethod = 50;

    private static IEnumerable<string> Sources => new[] { "src", "sim", "tests" }.SelectMany(f => Repository.Files(f, ".cs"));

    [Fact]
    public void No_file_is_long()
    {
        var files = Sources
            .Concat(Repository.Files("hw", ".hpp"))
            .Concat(Repository.Files("src", ".sbn"))
            .Concat(Repository.Files("training", ".py"));
        var tooLong = files.Select(f => (f, lines: Lines(f).Length)).Where(p => p.lines > LongestFile).ToArray();
        Assert.True(tooLong.Length == 0, string.Join("; ", tooLong.Select(p => $"{p.f} has {p.lines} lines")));
    }

    [Fact]
    public void The_median_file_has_one_idea()
    {
        var lengths = Repository.Files("src", ".cs").Concat(Repository.Files("sim", ".cs")).Select(f => Lines(f).Length).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, LongestMedian);
    }

    [Fact]
    public void Methods_fit_a_screen()
    {
        var tooLong = Sources.SelectMany(MethodsOf).Where(m => m.Lines > LongestMethod).ToArray();
        Assert.True(tooLong.Length == 0, string.Join("; ", tooLong.Select(m => $"{m.Place} has {m.Lines} lines")));
    }

    /// <summary>
    /// A method starts at a line of member indentation that opens a parameter list. A block body ends at the closing brace of the same
    /// indentation, an expression body at the first line that ends with a semicolon.
    /// </summary>
    private static IEnumerable<(string Place, int Lines)> MethodsOf(string file)
    {
        var lines = Lines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            var start = MethodStart().Match(lines[i]);
            if (!start.Success || TypeDeclaration().IsMatch(lines[i]))
                continue;
            var indent = start.Groups[1].Value;
            var opening = Array.FindIndex(lines, i, l => l == indent + "{" || l.EndsWith(';'));
            var isBlock = opening >= 0 && lines[opening] == indent + "{";
            var end = isBlock ? Array.FindIndex(lines, opening, l => l.StartsWith(indent + "}", StringComparison.Ordinal)) : opening;
            if (end > i)
                yield return ($"{file}:{i + 1} {start.Groups[2].Value}", end - i + 1);
        }
    }

    private static string[] Lines(string file) => Repository.Read(file).Split('\n');

    [GeneratedRegex(@"\b(class|record|struct|interface)\b", RegexOptions.NonBacktracking)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^((?:    ){1,2})(?:public|private|internal|protected)[\w\s<>\[\],.?()]*?\b(\w+)(?:<[^>]*>)?\(", RegexOptions.NonBacktracking)]
    private static partial Regex MethodStart();
}
