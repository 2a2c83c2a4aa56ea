using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HlsGen.Templating.Embedded;
using FpgaSeg.HlsGen.Templating.Embedded.Evaluation;
using FpgaSeg.HlsGen.Templating.Embedded.Lexing;
using FpgaSeg.HlsGen.Templating.Embedded.Parsing;

namespace FpgaSeg.HlsGen.Templating;

/// <summary>
/// Renders the part of the Scriban language that code templates need (docs/templates.md), with the bytes that Scriban itself gives.
/// What it does not know is refused by name and place, never rendered differently.
/// </summary>
public sealed class EmbeddedScribanEngine : ITemplateEngine
{
    /// <inheritdoc />
    /// <remarks>Errors: FS3501 to FS3505, docs/diagnostics/generation-templates.md.</remarks>
    public Result<string> Render(string name, string template, IReadOnlyDictionary<string, object?> model)
    {
        if (model.Keys.FirstOrDefault(BuiltinCatalogue.IsNamespace) is { } reserved)
            return TemplateDiagnostics.Reserved(name, reserved);
        try
        {
            var tokens = new TemplateLexer(template).ReadAll();
            var body = new StatementParser(new TokenCursor(tokens)).ParseTemplate();
            return StatementRenderer.Render(body, model);
        }
        catch (TemplateRefusal refusal)
        {
            return TemplateDiagnostics.Create(refusal.Code, name, refusal.At, refusal.Message);
        }
    }
}
