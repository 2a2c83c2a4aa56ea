using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.HlsGen.Templating;

/// <summary>Renders Scriban templates: the real package where the feed has it, the embedded engine elsewhere, with the same bytes.</summary>
public interface ITemplateEngine
{
    /// <summary>Renders <paramref name="template"/>.</summary>
    /// <param name="name">File name for diagnostics.</param>
    /// <param name="template">Scriban source.</param>
    /// <param name="model">Global variables: strings, booleans, long, double, null, lists (IReadOnlyList of object?) and nested
    /// IReadOnlyDictionary of string to object?, all keys snake_case.</param>
    Result<string> Render(string name, string template, IReadOnlyDictionary<string, object?> model);
}
