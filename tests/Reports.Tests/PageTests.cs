using System.Text.RegularExpressions;

namespace FpgaSeg.Reports.Tests;

/// <summary>The text of the page.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void The_same_content_gives_the_same_text() => Assert.Equal(Sample.Page, QuantizationPage.Render(Sample.Content));

    [Fact]
    public void Every_operator_is_a_row_of_the_table()
    {
        var rows = Between(Sample.Page, "<table id=\"layer-table\"", "</table>").Split("<tr data-name").Length - 1;
        Assert.Equal(Sample.Outcome.Graph.Nodes.Length, rows);
    }

    [Fact]
    public void Every_measured_value_has_its_histogram_and_every_convolution_its_weights()
    {
        Assert.Equal(Sample.Outcome.Layers.Count, Regex.Count(Sample.Page, "aria-label=\"Histogram of the float values"));
        Assert.Equal(56, Regex.Count(Sample.Page, "aria-label=\"Range of the weights of") + 1); // 55 convolutions in CMUNeXt-XXS
    }

    [Fact]
    public void Names_are_data()
    {
        Assert.DoesNotContain("window.broken = true</script>", Sample.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("net <1>", Sample.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", Sample.Page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;window.broken = true&lt;", Sample.Page, StringComparison.Ordinal);
        Assert.Contains("net &lt;1&gt;.onnx", Sample.Page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(Sample.Page, "<script"));
    }

    [Fact]
    public void Nothing_is_fetched()
    {
        Assert.DoesNotMatch(@"https?://(?!\S*\.onnx)", Sample.Page);
        Assert.DoesNotContain("url(", Sample.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", Sample.Page, StringComparison.Ordinal);
        Assert.All(Attribute().Matches(Sample.Page), m => Assert.Matches("^(data:|#)", m.Groups[1].Value));
    }

    [Fact]
    public void Charts_pictures_and_tables_are_named()
    {
        Assert.All(Tag("svg").Where(t => !t.Contains("aria-hidden", StringComparison.Ordinal)), t =>
        {
            Assert.Contains("role=\"img\"", t, StringComparison.Ordinal);
            Assert.Matches("aria-label=\"[^\"]{10,}\"", t);
        });
        Assert.All(Tag("img"), t => Assert.Matches("alt=\"[^\"]{5,}\"", t));
        Assert.All(Tag("th"), t => Assert.Contains("scope=", t, StringComparison.Ordinal));
        Assert.Equal(Tag("table").Length, Regex.Count(Sample.Page, "<caption>[^<]{5,}</caption>"));
    }

    [Fact]
    public void A_part_without_data_is_left_out_with_its_link()
    {
        var bare = QuantizationPage.Render(Sample.ContentWith(null, null));
        foreach (var id in new[] { "images", "sensitivity" })
        {
            Assert.Contains($"<section id=\"{id}\"", Sample.Page, StringComparison.Ordinal);
            Assert.DoesNotContain($"<section id=\"{id}\"", bare, StringComparison.Ordinal);
            Assert.DoesNotContain($"href=\"#{id}\"", bare, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<h2>Dice</h2>", bare, StringComparison.Ordinal);
        Assert.Contains("<h2>Dice</h2>", Sample.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_held_value_has_its_method_and_the_least_error_is_the_chosen_one()
    {
        var table = Between(Sample.Page, "<table id=\"method-table\"", "</table>");
        var held = Sample.Outcome.Choices.Where(c => Sample.Outcome.Ranges.Activations.ContainsKey(c.Name)).ToArray();

        Assert.True(held.Length > 50);
        Assert.Equal(held.Length, Regex.Count(table, "<tr><th scope=\"row\">"));
        Assert.True(held.Select(c => c.Method).Distinct().Count() > 1, "one method won everywhere: the table says nothing");
        Assert.All(Regex.Matches(table, "<tr><th scope=\"row\">.*</tr>").Select(m => m.Value), row =>
        {
            var errors = Regex.Matches(row, "<td class=\"num( best)?\" data-v=\"([^\"]+)\">").Skip(1).ToArray(); // the first is the scale
            if (errors.Length == 0)
                return; // every method gives the same scale
            var best = Assert.Single(errors, e => e.Groups[1].Success);
            Assert.Equal(errors.Min(e => double.Parse(e.Groups[2].Value)), double.Parse(best.Groups[2].Value));
        });
    }

    [Fact]
    public void Every_step_tells_what_it_did()
    {
        var table = Between(Sample.Page, "<table id=\"step-table\"", "</table>");

        Assert.Equal(
            ["Fold and reorder", "Check what was asked for", "Equalize channels", "Calibrate", "Choose widths", "Choose scales", "Fit weights and biases", "Lower to integers", "Measure", Sample.MadeUpStep.Name],
            Regex.Matches(table, "<th scope=\"row\">([^<]+)</th>").Select(m => m.Groups[1].Value));
        Assert.Contains("Histograms of", table, StringComparison.Ordinal);
        Assert.Contains($"values: {Sample.Outcome.Bits.Activations.Count} at 5 bits", table, StringComparison.Ordinal);
        Assert.Contains($"{Sample.Outcome.Graph.Nodes.Length} integer operators", table, StringComparison.Ordinal);
        Assert.Equal(Sample.MadeUpStep.Details.Count, Regex.Count(table, "<li>"));
        Assert.Contains("First finding &lt;1&gt;; second finding.", table, StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_sensitive_layer_comes_first_and_darkest()
    {
        var table = Between(Sample.Page, "<table id=\"sensitivity-table\"", "</table>");

        Assert.Equal(["third", "first", "second"], RowHead().Matches(table).Select(m => m.Groups[1].Value));
        Assert.Matches("heat4\" data-v=\"3.25\"", table);
        Assert.Matches("heat0\" data-v=\"41.5\"", table);
    }

    [Fact]
    public void Every_link_inside_the_page_has_its_target() => Assert.All(
        Regex.Matches(Sample.Page, "href=\"#([^\"]+)\""), m => Assert.Contains($" id=\"{m.Groups[1].Value}\"", Sample.Page, StringComparison.Ordinal));

    private static string[] Tag(string name) => [.. Regex.Matches(Sample.Page, $"<{name}[ >][^>]*>?").Select(m => m.Value)];

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    [GeneratedRegex("(?<!data-)(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("<th scope=\"row\">(\\w+)</th>")]
    private static partial Regex RowHead();
}
