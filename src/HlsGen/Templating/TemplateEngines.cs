namespace FpgaSeg.HlsGen.Templating;

/// <summary>Which engine renders the templates of this build.</summary>
public static class TemplateEngines
{
    /// <summary>Scriban where the package feed carries it (property <c>HasScriban</c>), the embedded engine elsewhere.</summary>
    public static ITemplateEngine Default { get; } =
#if HAS_SCRIBAN
        new ScribanEngine();
#else
        new EmbeddedScribanEngine();
#endif
}
