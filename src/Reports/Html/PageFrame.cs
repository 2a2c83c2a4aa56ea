namespace FpgaSeg.Reports.Html;

/// <summary>What every page has around its content: style, script, and a policy that lets nothing be fetched.</summary>
internal static class PageFrame
{
    /// <summary>The whole page.</summary>
    /// <param name="title">For the browser's tab.</param>
    public static string Draw(string title, Markup header, Markup content, Markup footer)
    {
        var (style, script) = (Asset.Read("report.css"), Asset.Read("report.js"));
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
            <title>{title}</title>
            <style>{new Markup(style)}</style>
            </head>
            <body>
            <a class="skip-link" href="#content">Skip to the content</a>
            {header}
            <main id="content">
            {content}
            </main>
            <footer><p>{footer}</p></footer>
            <script>{new Markup(script)}</script>
            </body>
            </html>

            """).Text;
    }
}
