namespace FpgaSeg.HlsGen.Templating.Embedded;

/// <summary>
/// Carries a refusal from the depth of the recursive parser and evaluator to the engine, which turns it into a diagnostic.
/// It never leaves <see cref="EmbeddedScribanEngine"/>.
/// </summary>
internal sealed class TemplateRefusal(string code, TemplatePosition at, string message) : Exception(message)
{
    internal string Code { get; } = code;

    internal TemplatePosition At { get; } = at;

    internal static TemplateRefusal Syntax(TemplatePosition at, string message) => new(TemplateDiagnostics.Syntax, at, message);

    internal static TemplateRefusal Unsupported(TemplatePosition at, string construct) =>
        new(TemplateDiagnostics.Unsupported, at, $"{construct} is not supported.");

    internal static TemplateRefusal Unknown(TemplatePosition at, string message) => new(TemplateDiagnostics.Unknown, at, message);

    internal static TemplateRefusal Value(TemplatePosition at, string message) => new(TemplateDiagnostics.Value, at, message);
}
