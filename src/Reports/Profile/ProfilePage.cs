using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Profile;

/// <summary>A profile of the simulator as one HTML page that needs nothing but itself.</summary>
public static class ProfilePage
{
    private const int ShortHash = 16;
    private const int Width = 1080;
    private const int Left = 58;
    private const int PlotHeight = 160;
    private const int Top = 26;

    /// <summary>The whole page.</summary>
    public static string Render(ProfileContent content) => PageFrame.Draw(
        $"{content.File}: profile of the simulator",
        Header(content),
        Markup.Of($"""
            {Tiles(content)}
            {Section.Of("time", "Time", "One column per part of the network in the order in which they run; operators that are computed together are one part. The lower, darker piece is the least time this machine could take.", Columns(content))}
            {Section.Of("stages", "Parts", "Click a head to sort.", Table(content))}
            """),
        Markup.Of($"Written by {content.Tool}. Model id {content.ModelId}. Times are of this machine at this hour."));

    private static Markup Header(ProfileContent content) => Markup.Of($"""
        <header>
        <p class="kicker">Profile of the simulator</p>
        <h1>{content.File}</h1>
        <dl class="facts">
        {Fact("Model id", content.ModelId[..Math.Min(ShortHash, content.ModelId.Length)] + "…")}{Fact("Input", content.Input)}{Fact("Machine", content.Machine)}{Fact("Tool", content.Tool)}
        </dl>
        <nav aria-label="Sections"><a href="#time">Time</a><a href="#stages">Parts</a><button type="button" id="theme" title="Light or dark">Theme</button></nav>
        </header>
        """);

    private static Markup Tiles(ProfileContent content) => Markup.Of($"""
        <section class="tiles" aria-label="Summary">{Tile("Time per image", $"{1000 * content.Seconds:0.00} ms", $"{1 / content.Seconds:0.0} images per second")}
        {Tile("Multiply-adds per second", $"{Units.Count((long)(content.Macs / content.Seconds))}", $"{Units.Count(content.Macs)} per image")}
        {Tile("Share of the bound", $"{100 * content.ShareOfBound:0} %", "of what this machine could do at most")}
        {Tile("The machine's peak", $"{Units.Count((long)content.PeakMacs)} /s", $"multiply-adds, and {content.PeakBytes / 1e9:0.0} GB/s of memory, both measured")}</section>
        """);

    private static Markup Columns(ProfileContent content)
    {
        var scale = new Scale(0, 1000 * Math.Max(1e-9, content.Stages.Max(s => s.Seconds)), Top + PlotHeight, Top);
        var slot = (double)(Width - Left) / Math.Max(1, content.Stages.Count);
        return Markup.Of($"""
            <svg class="wide" viewBox="0 0 {Width} {Top + PlotHeight + Top}" role="img" aria-label="Time of every part of the network">
            {ValueAxis.Draw(scale, scale.Ticks(4), "ms", v => $"{v:0.##}")}
            {content.Stages.Select((s, k) => Column(s, scale, Left + (k * slot), Math.Max(1, slot - 1)))}
            </svg>
            """);
    }

    private static Markup Column(ProfileRow row, Scale scale, double x, double width)
    {
        double bound = 1000 * Math.Min(row.BoundSeconds, row.Seconds), time = 1000 * row.Seconds;
        return Markup.Of($"""
            <g><title>{row.Operators[^1]}: {time:0.000} ms, at least {bound:0.000} ms</title><rect class="own" x="{x:0.#}" width="{width:0.#}" y="{scale.At(bound):0.#}" height="{scale.At(0) - scale.At(bound):0.#}"/><rect class="waiting" x="{x:0.#}" width="{width:0.#}" y="{scale.At(time):0.#}" height="{scale.At(bound) - scale.At(time):0.#}"/></g>

            """);
    }

    private static Markup Table(ProfileContent content) => Section.Table(
        "parts",
        "Parts of the network",
        [
            new("Operators", "Names of the operators that are computed together", IsNumber: false),
            new("Kinds", "What they are", IsNumber: false),
            new("ms", "Time"),
            new("% of time", "Share of an image's time"),
            new("MAC", "Multiply-adds"),
            new("G MAC/s", "Multiply-adds per second"),
            new("Maps", "Bytes of maps read and written"),
            new("% of bound", "The least time this machine could take, over the time"),
        ],
        content.Stages.Select(s => Row(s, content.Seconds)));

    private static Markup Row(ProfileRow row, double total) => Markup.Of($"""
        <tr><td class="wraps">{Markup.Join(row.Operators.Select((o, k) => k == 0 ? Units.Name(o) : Markup.Of($"<br>{Units.Name(o)}")))}</td><td>{row.Kinds}</td>{Section.Number(row.Seconds, $"{1000 * row.Seconds:0.000}")}{Section.Number(row.Seconds, $"{100 * row.Seconds / total:0.0}")}{Section.Number(row.Macs, Units.Count(row.Macs))}{Section.Number(row.Macs / row.Seconds, $"{row.Macs / row.Seconds / 1e9:0.0}")}{Section.Number(row.Bytes, Units.Bytes(row.Bytes))}{Section.Number(row.BoundSeconds / row.Seconds, $"{100 * row.BoundSeconds / row.Seconds:0}")}</tr>

        """);

    private static Markup Tile(string name, string value, string note) =>
        Markup.Of($"""<div class="tile"><h2>{name}</h2><p class="value">{value}</p><p class="note">{note}</p></div>""");

    private static Markup Fact(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
