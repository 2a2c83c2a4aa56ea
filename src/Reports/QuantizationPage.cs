using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports;

/// <summary>The quantization report as one HTML page that needs nothing but itself; the same content gives the same text.</summary>
public static class QuantizationPage
{
    /// <summary>The whole page.</summary>
    public static string Render(ReportContent content)
    {
        var (style, script) = (Asset.Read("report.css"), Asset.Read("report.js"));
        var sections = SectionsOf(content).ToArray();
        // The policy turns "no external request" from a habit into a rule that the browser enforces.
        var policy = $"default-src 'none'; img-src data:; style-src {Asset.PolicyHash(style)}; script-src {Asset.PolicyHash(script)}; base-uri 'none'; form-action 'none'";
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>{content.Header.Model}: quantization report</title>
            <style>{new Markup(style)}</style>
            </head>
            <body>
            <a class="skip-link" href="#content">Skip to the content</a>
            {HeaderSection.Draw(content.Header, sections.Select(s => (s.Id, s.Title)))}
            <main id="content">
            {TileSection.Draw(content)}
            {sections.Select(s => s.Body)}
            </main>
            <footer><p>Written by {content.Header.Tool}. Model id {content.Header.ModelId}.</p></footer>
            <script>{new Markup(script)}</script>
            </body>
            </html>

            """).Text;
    }

    private static IEnumerable<(string Id, string Title, Markup Body)> SectionsOf(ReportContent content)
    {
        if (content.Evaluation is { MostChanged.Count: > 0 } evaluation)
            yield return ("images", "Images", OverlaySection.Draw(evaluation));
        yield return ("depth", "Signal to noise", DepthSection.Draw(content));
        yield return ("layers", "Layers", LayerTable.Draw(content));
        if (content.Choices.Count > 0)
            yield return ("methods", "Scales", MethodSection.Draw(content.Choices));
        if (content.Sensitivity is { Trials.Count: > 0 } sensitivity)
            yield return ("sensitivity", "Sensitivity", SensitivitySection.Draw(sensitivity));
        yield return ("memory", "Memory", MemorySection.Draw(content));
        yield return ("ranges", "Ranges", CardSection.Draw(content));
        if (content.Steps.Count > 0)
            yield return ("steps", "Steps", StepSection.Draw(content.Steps));
    }
}
