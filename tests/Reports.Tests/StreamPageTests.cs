using System.Text.RegularExpressions;
using FpgaSeg.Reports.Stream;
using FpgaSeg.Reports.Tests.Browser;

namespace FpgaSeg.Reports.Tests;

/// <summary>The page of a run: 90 images of which one failed before its end.</summary>
public sealed class StreamPageTests : IDisposable
{
    private const int Images = 90;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fpgaseg-stream-");

    private static StreamedRun Content { get; } = new(
        "serial:/dev/ttyUSB1", new string('d', 64), new string('m', 64), "fpgaseg test", IsVirtual: true, 3_000_000, 150_000_000, 1.5, 97.4,
        [.. Enumerable.Range(0, Images).Select(Frame)]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_image_is_a_row_of_the_table_and_the_first_ones_are_drawn()
    {
        var page = StreamPage.Render(Content);
        Assert.Equal(page, StreamPage.Render(Content));
        Assert.Equal(Images, Regex.Count(page, "<tr><th scope=\"row\">"));
        Assert.Equal(TimelineChart.MostRows, Regex.Count(page, "<g class=\"row\">"));
        Assert.Contains("The first 60 of 89 images.", page, StringComparison.Ordinal);
        Assert.Contains("FS4301", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_data()
    {
        var page = StreamPage.Render(Content with { Device = "<b>x</b>", Frames = [Content.Frames[0] with { Name = "<i>.png" }] });
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_times_has_a_page() =>
        Assert.Contains("No image has times.", StreamPage.Render(Content with { Frames = [] }), StringComparison.Ordinal);

    /// <summary>Counted by hand: 0..8 in eight columns of one, the largest in the last; equal times in one.</summary>
    [Fact]
    public void Every_time_is_counted_once()
    {
        var (counts, low, step) = LatencyChart.Bins([0, 0.5, 1, 3.2, 8, 7.9]);
        Assert.Equal([2, 1, 0, 1, 0, 0, 0, 2], counts);
        Assert.Equal((0.0, 1.0), (low, step));
        Assert.Equal([3], LatencyChart.Bins([5, 5, 5]).Counts);
    }

    [SkippableFact]
    public async Task The_page_works_in_a_browser()
    {
        var program = Chromium.Find();
        Skip.If(program is null, "Chromium is not installed: apt install chromium");
        var path = Path.Combine(_folder.FullName, "run.html");
        Assert.True(ReportFile.Save(Content, path).IsOk);
        using var chromium = new Chromium(program);
        using var page = await DevTools.OpenAsync(await chromium.AddressAsync());
        await page.NavigateAsync(new Uri(path));
        Assert.Equal(2, (int)(await page.EvaluateAsync("[...document.querySelectorAll('svg[role=img]')].filter(s => s.getBoundingClientRect().height > 40).length"))!);
        Assert.Equal(0, (int)(await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!);
        const string First = "document.querySelector('#frame-table tbody tr').cells[9].dataset.v";
        Assert.Equal("0", (string?)await page.EvaluateAsync(First));
        await page.EvaluateAsync("(() => { const b = document.querySelectorAll('#frame-table thead button')[9]; b.click(); b.click(); })()");
        Assert.Equal("6", (string?)await page.EvaluateAsync(First));
        Assert.Null(await page.EvaluateAsync("window.broken"));
        Assert.DoesNotContain(page.Events, e => (string)e["method"]! is "Runtime.exceptionThrown" or "Log.entryAdded");
    }

    private static StreamedFrame Frame(int k)
    {
        if (k == 7)
            return new StreamedFrame("broken.png", "FS4301", 3, null);
        var sent = 100.0 * k;
        return new StreamedFrame($"image{k:00}.png", null, k % 7, new StreamedTimes(2.5, 90, 5, 60, 4, 170 + k, 9_000_000, 12, sent, sent + 95, sent + 166 + k, sent + 170 + k));
    }
}
