using System.Text.RegularExpressions;

namespace FpgaSeg.Import.Tests;

/// <summary>Every error has a text that a user can act on, in a golden file, and a place in the documentation.</summary>
public sealed partial class GoldenTests
{
    public static TheoryData<string> Cases() => new(BadModels.All.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Error_reads_as_its_golden_file(string name)
    {
        var errors = BadModels.All[name]().ToArray();

        Assert.Contains(errors, e => e.Code == name[..6]);
        Assert.Equal(Golden.Read(name), string.Join('\n', errors.Select(e => e.ToString())));
    }

    [Fact]
    public void No_golden_file_is_orphaned() => Assert.Equal(Golden.Names, BadModels.All.Keys.Order());

    [Fact]
    public void Every_code_is_documented_once()
    {
        var documented = CodeHeading().Matches(File.ReadAllText(Golden.Documentation)).Select(m => m.Groups["code"].Value).ToArray();

        Assert.Equal(BadModels.All.Keys.Select(name => name[..6]).Distinct().Order(), documented.Order());
    }

    [GeneratedRegex("^## (?<code>FS1[0-9]{3}): ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeHeading();
}
