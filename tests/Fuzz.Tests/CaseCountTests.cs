using System.Text.RegularExpressions;

namespace FpgaSeg.Fuzz.Tests;

/// <summary>The fuzz tests promise ten thousand cases, and docs/bad-input.md says how many of which kind there are.</summary>
public sealed partial class CaseCountTests
{
    private static readonly Dictionary<string, int> Cases = new()
    {
        ["ByteFuzzTests"] = ByteFuzzTests.Cases,
        ["OnnxFuzzTests"] = OnnxFuzzTests.Cases,
        ["ArchiveFuzzTests"] = ArchiveFuzzTests.Cases,
        ["ZipBombTests"] = ZipBombTests.Cases,
        ["PickleFuzzTests"] = PickleFuzzTests.Cases,
        ["SafetensorsFuzzTests"] = SafetensorsFuzzTests.Cases,
        ["PackageFuzzTests"] = PackageFuzzTests.Cases,
        ["ExternalDataFuzzTests"] = ExternalDataFuzzTests.Cases,
    };

    [Fact]
    public void There_are_at_least_ten_thousand_cases() => Assert.InRange(Cases.Values.Sum(), 10_000, int.MaxValue);

    [Fact]
    public void The_page_has_the_number_of_every_kind()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bad-input.md"));
        var rows = Row().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => int.Parse(m.Groups["cases"].Value.Replace(",", "", StringComparison.Ordinal)));

        Assert.Equal(Cases.Append(new("together", Cases.Values.Sum())).OrderBy(c => c.Key, StringComparer.Ordinal), rows.OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `?(?<name>\w+)`? \|.*\| (?<cases>[0-9,]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
