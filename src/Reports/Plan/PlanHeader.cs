using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Plan;

/// <summary>Which network on which board.</summary>
internal static class PlanHeader
{
    private const int ShortHash = 16;

    public static Markup Draw(PlanContent content, IEnumerable<(string Id, string Title)> sections)
    {
        var (board, image) = (content.Fit.Board, content.Fit.Plan.Graph.Source.Input.Shape);
        return Markup.Of($"""
            <header>
            <p class="kicker">Hardware plan</p>
            <h1>{content.File} on {board.Title}</h1>
            <dl class="facts">
            <div><dt>Model id</dt><dd><code title="{content.ModelId}">{content.ModelId[..ShortHash]}…</code></dd></div>{Fact("Part", board.Part)}{Fact("Clock", $"{content.Fit.ClockHz / 1e6:0.#} MHz")}{Fact("Input", $"{image}")}{Fact("Tool", content.Tool)}
            </dl>
            <nav aria-label="Sections">{sections.Select(s => Markup.Of($"""<a href="#{s.Id}">{s.Title}</a>"""))}<button type="button" id="theme" title="Light or dark">Theme</button></nav>
            </header>
            """);
    }

    private static Markup Fact(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
