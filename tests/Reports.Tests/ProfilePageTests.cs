using System.Text.RegularExpressions;
using FpgaSeg.Reports.Profile;

namespace FpgaSeg.Reports.Tests;

/// <summary>The page of a profile.</summary>
public sealed class ProfilePageTests
{
    private static readonly ProfileContent Content = new(
        "model.fsq", new string('a', 64), "3x8x8", "Vector256, threads: 1", "fpgaseg 0", 60e9, 20e9, 0.003,
        [
            new ProfileRow(["/stem/Conv"], "conv2d", 90_000_000, 2_000, 0.002, 0.0015),
            new ProfileRow(["/enc/Conv", "/enc/Add"], "conv2d + add", 0, 4_000_000, 0.001, 0.0002),
        ]);

    [Fact]
    public void The_same_content_gives_the_same_text() => Assert.Equal(ProfilePage.Render(Content), ProfilePage.Render(Content));

    [Fact]
    public void Every_part_is_a_column_and_a_row_with_its_share_of_the_bound()
    {
        var page = ProfilePage.Render(Content);
        Assert.Equal(2, Regex.Count(page, "<rect class=\"own\""));
        Assert.Equal(2, Regex.Count(page, "<td class=\"wraps\">"));
        // 1.5 of 2 ms and 0.2 of 1 ms; together 1.7 of 3.
        Assert.Contains(">75</td>", page, StringComparison.Ordinal);
        Assert.Contains(">20</td>", page, StringComparison.Ordinal);
        Assert.Contains(">57 %</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_data()
    {
        var page = ProfilePage.Render(Content with { Stages = [Content.Stages[0] with { Operators = ["<b>stem</b>"] }] });
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }
}
