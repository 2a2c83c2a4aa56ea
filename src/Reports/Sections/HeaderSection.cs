using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>Which model this is, from what and how it was made.</summary>
internal static class HeaderSection
{
    private const int ShortHash = 16;

    public static Markup Draw(ReportHeader header, IEnumerable<(string Id, string Title)> sections) => Markup.Of($"""
        <header>
        <p class="kicker">Quantization report</p>
        <h1>{header.Model}</h1>
        <dl class="facts">
        {Hash("Model id", header.ModelId)}{Hash("Source SHA-256", header.SourceSha256)}{Fact("Tool", header.Tool)}
        {header.Options.Select(o => Fact(o.Key, o.Value))}
        </dl>
        <nav aria-label="Sections">{sections.Select(s => Markup.Of($"""<a href="#{s.Id}">{s.Title}</a>"""))}<button type="button" id="theme" title="Light or dark">Theme</button></nav>
        </header>
        """);

    private static Markup Fact(string name, string value) => Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static Markup Hash(string name, string hash) => Markup.Of($"""
        <div><dt>{name}</dt><dd><code title="{hash}">{(hash.Length > ShortHash ? hash[..ShortHash] + "…" : hash)}</code></dd></div>
        """);
}
