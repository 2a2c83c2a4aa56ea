using System.Text.RegularExpressions;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;
using FpgaSeg.Reports.Plan;
using FpgaSeg.Reports.Tests.Browser;

namespace FpgaSeg.Reports.Tests;

/// <summary>The page of a plan: CMUNeXt-XXS at 64x64 on a board on which it does not fit, and on one with room.</summary>
public sealed class PlanPageTests : IDisposable
{
    private static readonly Lazy<PlanContent> Small = new(() => ContentOn("zybo-z7-10"));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fpgaseg-plan-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_content_gives_the_same_text() => Assert.Equal(PlanPage.Render(Small.Value), PlanPage.Render(Small.Value));

    [Fact]
    public void Every_stage_is_a_row_and_every_worker_a_bar()
    {
        var (page, fit) = (PlanPage.Render(Small.Value), Small.Value.Fit);
        Assert.Equal(fit.Stages.Length, Regex.Count(page, "<tr data-name="));
        Assert.Equal(fit.Stages.Count(s => s.Plan.Stage is not ForkStage), Regex.Count(page, "<g class=\"row\">"));
        Assert.All(fit.Plan.Skips, s => Assert.Contains($"<td class=\"wraps\">{s.To.Name}</td>", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_data()
    {
        var page = PlanPage.Render(Small.Value with { File = "<b>model</b>.fsq" });
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;model", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Counted_spans_take_the_place_of_predicted_ones()
    {
        var spans = Small.Value.Fit.Stages.Select((_, i) => new StageSpan(i, 1000 + i));
        var page = PlanPage.Render(Small.Value with { Spans = [.. spans], SpanBasis = "Counted by hand." });
        Assert.Contains("Counted by hand.", page, StringComparison.Ordinal);
        Assert.Contains("cycles 0 to 1,000", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_plan_that_does_not_do_has_a_section_on_what_would_help()
    {
        Assert.False(Small.Value.Fit.IsAnswered);
        Assert.Contains("id=\"advice\"", PlanPage.Render(Small.Value), StringComparison.Ordinal);
        var answered = Small.Value with { Fit = Small.Value.Fit with { Resources = [.. Small.Value.Fit.Resources.Select(r => r with { Available = r.Used })] } };
        Assert.DoesNotContain("id=\"advice\"", PlanPage.Render(answered), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_page_works_in_a_browser()
    {
        var program = Chromium.Find();
        Skip.If(program is null, "Chromium is not installed: apt install chromium");
        var path = Path.Combine(_folder.FullName, "plan.html");
        Assert.True(ReportFile.Save(Small.Value, path).IsOk);
        using var chromium = new Chromium(program);
        using var page = await DevTools.OpenAsync(await chromium.AddressAsync());
        await page.NavigateAsync(new Uri(path));

        Assert.Equal("""["operator-table","skip-table","stream-table"]""", (await page.EvaluateAsync("[...document.querySelectorAll('table')].map(t => t.id).sort()"))!.ToJsonString());
        Assert.Equal(3, (int)(await page.EvaluateAsync("document.querySelectorAll('svg[role=img]').length"))!);
        Assert.True((bool)(await page.EvaluateAsync("[...document.querySelectorAll('svg[role=img]')].every(s => s.getBoundingClientRect().height > 40)"))!);
        Assert.Equal(0, (int)(await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!);
        await AssertBarsAreInsideAsync(page);
        const string Head = "document.querySelectorAll('#operator-table thead button')[4]";
        await page.EvaluateAsync($"{Head}.click()");
        var cycles = (await page.EvaluateAsync("[...document.querySelectorAll('#operator-table tbody tr')].map(r => Number(r.cells[4].dataset.v))"))!.AsArray().Select(v => (double)v!).ToArray();
        Assert.Equal(cycles.Order(), cycles);
        AssertQuiet(page, new Uri(path));
    }

    /// <summary>The program of an engine is a table of its own, which fits the page.</summary>
    [SkippableFact]
    public async Task The_page_of_an_engine_works_in_a_browser()
    {
        var program = Chromium.Find();
        Skip.If(program is null, "Chromium is not installed: apt install chromium");
        var content = ContentOn("arty-a7-35t", new PlanOptions(Architecture: Architecture.Engine));
        var path = Path.Combine(_folder.FullName, "engine.html");
        Assert.True(ReportFile.Save(content, path).IsOk);
        using var chromium = new Chromium(program);
        using var page = await DevTools.OpenAsync(await chromium.AddressAsync());
        await page.NavigateAsync(new Uri(path));

        Assert.Equal("""["engine-table","operator-table","stream-table"]""", (await page.EvaluateAsync("[...document.querySelectorAll('table')].map(t => t.id).sort()"))!.ToJsonString());
        Assert.Equal(content.Fit.Plan.Engine!.Program.Lines.Length, (int)(await page.EvaluateAsync("document.querySelectorAll('#engine-table tbody tr').length"))!);
        Assert.Equal(0, (int)(await page.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth"))!);
        AssertQuiet(page, new Uri(path));
    }

    private static async Task AssertBarsAreInsideAsync(DevTools page)
    {
        const string Outside = "[...document.querySelectorAll('svg[role=img] rect')].filter(r => { const b = r.getBBox(), v = r.ownerSVGElement.viewBox.baseVal; return b.width < 0 || b.x < 0 || b.y < 0 || b.x + b.width > v.width + 0.5 || b.y + b.height > v.height + 0.5; }).length";
        Assert.Equal(0, (int)(await page.EvaluateAsync(Outside))!);
    }

    private static void AssertQuiet(DevTools page, Uri self)
    {
        string[] loud = ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Network.loadingFailed"];
        Assert.Empty(page.Events.Where(e => loud.Contains((string)e["method"]!)).Select(e => e.ToJsonString()));
        var requests = page.Events.Where(e => (string)e["method"]! == "Network.requestWillBeSent").Select(e => (string)e["params"]!["request"]!["url"]!);
        Assert.All(requests, r => Assert.True(r == self.AbsoluteUri || r.StartsWith("data:", StringComparison.Ordinal), r));
    }

    private static PlanContent ContentOn(string board, PlanOptions? options = null)
    {
        var fit = DesignPlanner.Fit(DesignPlanner.Stages(Sample.Outcome.Graph).Value, BoardCatalogue.Find(board).Value, options ?? new PlanOptions(MaxDsp: 8, Architecture: Architecture.Pipeline));
        return new PlanContent("net.fsq", new string('a', 64), "fpgaseg test", fit, Relief.Of(fit), [new Suggestion("take --board pynq-z2", fit)]);
    }
}
