using System.Text.Json.Nodes;

namespace FpgaSeg.Reports.Tests.Browser;

/// <summary>The report of a quantized network, opened in headless Chromium.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fpgaseg-page-");

    [SkippableFact]
    public async Task The_page_works_in_a_browser()
    {
        var program = Chromium.Find();
        Skip.If(program is null, "Chromium is not installed: apt install chromium");
        var path = Path.Combine(_folder.FullName, "report.html");
        Assert.True(ReportFile.Save(Sample.Content, path).IsOk);
        using var chromium = new Chromium(program);
        using var page = await DevTools.OpenAsync(await chromium.AddressAsync());
        await page.NavigateAsync(new Uri(path));

        await AssertPicturesAndTablesAsync(page);
        await AssertSortingAsync(page);
        await AssertFilterAsync(page);
        await AssertThemesAsync(page);
        await AssertChangesUnfoldAsync(page);
        Assert.Null(await page.EvaluateAsync("window.broken"));
        AssertQuiet(page, new Uri(path));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task AssertPicturesAndTablesAsync(DevTools page)
    {
        var widths = await page.EvaluateAsync("Promise.all([...document.images].map(i => i.decode().then(() => i.naturalWidth)))");
        var changed = Sample.Content.Evaluation!.Images - Sample.Content.Evaluation.UnchangedImages;
        Assert.InRange(changed, 1, 2);
        Assert.Equal(5 * changed, widths!.AsArray().Count); // original, two masks, difference, truth
        Assert.All(widths.AsArray(), w => Assert.Equal(64, (int)w!));
        Assert.Equal("""["layer-table","method-table","sensitivity-table","skip-table","step-table"]""", (await page.EvaluateAsync("[...document.querySelectorAll('table')].map(t => t.id).sort()"))!.ToJsonString());
        Assert.True((bool)(await page.EvaluateAsync("[...document.querySelectorAll('table')].every(t => t.tBodies[0].rows.length > 1)"))!);
        Assert.True((bool)(await page.EvaluateAsync("[...document.querySelectorAll('svg[role=img]')].every(s => s.getBoundingClientRect().height > 40)"))!);
        Assert.Equal(0, (int)(await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!);
    }

    private static async Task AssertSortingAsync(DevTools page)
    {
        const string Column = "[...document.querySelectorAll('#layer-table tbody tr')].map(r => r.cells[10].dataset.v ?? null)";
        const string Head = "document.querySelectorAll('#layer-table thead button')[10]";
        var before = (await page.EvaluateAsync(Column))!.AsArray();
        await page.EvaluateAsync($"{Head}.click()");
        var up = Numbers((await page.EvaluateAsync(Column))!.AsArray());
        await page.EvaluateAsync($"{Head}.click()");
        var down = Numbers((await page.EvaluateAsync(Column))!.AsArray());

        Assert.NotEqual(Numbers(before), up);
        Assert.Equal(Numbers(before).Order(), up);
        Assert.Equal(up.Reverse(), down);
        Assert.Equal("descending", (string?)await page.EvaluateAsync($"{Head}.closest('th').getAttribute('aria-sort')"));
    }

    private static async Task AssertFilterAsync(DevTools page)
    {
        const string Shown = "[...document.querySelectorAll('#layer-table tbody tr')].filter(r => r.getBoundingClientRect().height > 0).length";
        const string Type = "filter => { const f = document.getElementById('filter'); f.value = filter; f.dispatchEvent(new Event('input')); }";
        var all = (int)(await page.EvaluateAsync(Shown))!;
        await page.EvaluateAsync($"({Type})('MaxPool')");
        Assert.Equal(4, (int)(await page.EvaluateAsync(Shown))!);
        await page.EvaluateAsync($"({Type})('')");
        Assert.Equal(all, (int)(await page.EvaluateAsync(Shown))!);
    }

    private static async Task AssertChangesUnfoldAsync(DevTools page)
    {
        const string Height = "document.querySelector('#step-table details').getBoundingClientRect().height";
        var closed = (double)(await page.EvaluateAsync(Height))!;
        await page.EvaluateAsync("document.querySelector('#step-table summary').click()");
        Assert.True((double)(await page.EvaluateAsync(Height))! > closed);
        Assert.Equal(0, (int)(await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!);
    }

    private static async Task AssertThemesAsync(DevTools page)
    {
        async Task<string> BackgroundAsync(string scheme, string media = "screen")
        {
            await page.CallAsync("Emulation.setEmulatedMedia", new JsonObject
            {
                ["media"] = media,
                ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
            });
            return (string)(await page.EvaluateAsync("getComputedStyle(document.body).backgroundColor"))!;
        }

        var (light, dark) = (await BackgroundAsync("light"), await BackgroundAsync("dark"));
        Assert.NotEqual(light, dark);
        Assert.Equal("rgb(255, 255, 255)", await BackgroundAsync("dark", "print"));
        Assert.Equal(light, await BackgroundAsync("light"));
        await page.EvaluateAsync("document.getElementById('theme').click()");
        Assert.Equal(dark, (string?)await page.EvaluateAsync("getComputedStyle(document.body).backgroundColor"));
    }

    /// <summary>No exception, no message on the console, no request but the page itself and its data, none failed.</summary>
    private static void AssertQuiet(DevTools page, Uri self)
    {
        string[] loud = ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Network.loadingFailed"];
        Assert.Empty(page.Events.Where(e => loud.Contains((string)e["method"]!)).Select(e => e.ToJsonString()));
        var requests = page.Events.Where(e => (string)e["method"]! == "Network.requestWillBeSent").Select(e => (string)e["params"]!["request"]!["url"]!).ToArray();
        Assert.Contains(self.AbsoluteUri, requests);
        Assert.All(requests, r => Assert.True(r == self.AbsoluteUri || r.StartsWith("data:", StringComparison.Ordinal), r));
    }

    private static double[] Numbers(JsonArray values) =>
        [.. values.Where(v => v is not null).Select(v => double.Parse((string)v!))];
}
