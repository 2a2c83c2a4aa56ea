using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Stream;

/// <summary>A run over a board as one HTML page that needs nothing but itself; the same content gives the same text.</summary>
public static class StreamPage
{
    private const int ShortHash = 16;
    private static readonly (string Id, string Title)[] Parts = [("timeline", "Timeline"), ("latency", "Latency"), ("frames", "Images")];

    /// <summary>The whole page.</summary>
    public static string Render(StreamedRun content) => PageFrame.Draw(
        $"{content.Frames.Count} images over {content.Device}",
        Header(content),
        Markup.Of($"{StreamTiles.Draw(content)}\n{Timeline(content)}{Latency(content)}{StreamTable.Draw(content)}"),
        Markup.Of($"Written by {content.Tool}. Every time was checked against its physical bound; an image with a time below it has an error and no mask."));

    private static Markup Header(StreamedRun c) => Markup.Of($"""
        <header>
        <p class="kicker">Run over a board</p>
        <h1>{c.Frames.Count} images over {c.Device}</h1>
        <dl class="facts">
        {Fact("Design", c.DesignId[..ShortHash] + "…")}{Fact("Model", c.ModelId[..ShortHash] + "…")}{Fact("Line", c.Baud is { } b ? $"{b:N0} baud" : "no baud")}{Fact("Clock", $"{c.ClockHz / 1e6:0.#} MHz")}{Fact("Board", c.IsVirtual ? "virtual: computing times are predictions" : "computing times are counted")}{Fact("Tool", c.Tool)}
        </dl>
        <nav aria-label="Sections">{Parts.Select(s => Markup.Of($"""<a href="#{s.Id}">{s.Title}</a>"""))}<button type="button" id="theme" title="Light or dark">Theme</button></nav>
        </header>
        """);

    private static Markup Fact(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Markup Timeline(StreamedRun content) => Section.Of(
        "timeline",
        "Timeline",
        $"A row per image, time from left to right. An upload that lies above the computation of the image before it costs nothing. "
        + (content.IsVirtual ? "The board is virtual: its computation is drawn as long as predicted, ending where the mask begins." : "Computation is the board's own count, ending where the mask begins."),
        TimelineChart.Draw(content));

    private static Markup Latency(StreamedRun content) => Section.Of(
        "latency",
        "Latency",
        "From the first byte of an image to the end of its mask: how many images took how long.",
        LatencyChart.Draw([.. content.Frames.Where(f => f.Times is not null).Select(f => f.Times!.Total)]));
}
