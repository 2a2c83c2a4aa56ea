using System.Text.RegularExpressions;

namespace FpgaSeg.Import.Tests.Checkpoints;

/// <summary>Every error of checkpoints has a text that a user can act on, in a golden file, and a place in the documentation.</summary>
public sealed partial class CheckpointGoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Golden");

    public static TheoryData<string> Cases() => new(BadCheckpoints.All.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Error_reads_as_its_golden_file(string name)
    {
        var errors = BadCheckpoints.All[name]().ToArray();

        Assert.Contains(errors, e => e.Code == name[..6]);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, $"{name}.txt")).TrimEnd('\n'), string.Join('\n', errors.Select(e => e.ToString())));
    }

    [Fact]
    public void No_golden_file_is_orphaned() =>
        Assert.Equal(Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(), BadCheckpoints.All.Keys.Order());

    [Fact]
    public void Every_code_is_documented_once()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "checkpoints.md"));

        Assert.Equal(
            BadCheckpoints.All.Keys.Select(name => name[..6]).Distinct().Order(), CodeHeading().Matches(page).Select(m => m.Groups["code"].Value).Order());
    }

    [GeneratedRegex("^## (?<code>FS1[0-9]{3}): ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeHeading();
}
