using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Stream;

/// <summary>The figures that one asks for first.</summary>
internal static class StreamTiles
{
    public static Markup Draw(StreamedRun content)
    {
        var failed = content.Frames.Count(f => f.Error is not null);
        var totals = content.Frames.Where(f => f.Times is not null).Select(f => f.Times!.Total).Order().ToArray();
        var median = totals.Length == 0 ? "–" : $"{totals[(totals.Length - 1) / 2]:0.0} ms";
        return Markup.Of($"""
            <section class="tiles" aria-label="Summary">{Tile("Masks", $"{content.Frames.Count - failed}", failed == 0 ? "none failed" : $"{failed} failed")}
            {Tile("Images per second", $"{content.FramesPerSecond:0.00}", "over the whole run")}
            {Tile("Latency", median, "median, first byte to mask")}
            {Tile("Line", content.LineSharePercent is { } share ? $"{share:0.0} %" : "–", content.LineSharePercent is null ? "no pace" : $"payload's share of its rate; {content.Frames.Sum(f => f.Repeated):N0} frames sent again")}</section>
            """);
    }

    private static Markup Tile(string name, string value, string note) =>
        Markup.Of($"""<div class="tile"><h2>{name}</h2><p class="value">{value}</p><p class="note">{note}</p></div>""");
}
