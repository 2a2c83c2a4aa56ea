using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HlsGen.Templating.Embedded;

namespace FpgaSeg.HlsGen.Templating;

/// <summary>The errors that both engines report, docs/diagnostics/generation-templates.md.</summary>
internal static class TemplateDiagnostics
{
    internal const string Syntax = "FS3501";
    internal const string Unsupported = "FS3502";
    internal const string Unknown = "FS3503";
    internal const string Value = "FS3504";
    internal const string ReservedName = "FS3505";

    internal static Diagnostic Create(string code, string template, TemplatePosition at, string message) => code switch
    {
        Syntax => new Diagnostic(code, message, Place(template, at),
            "the template is not well formed.", "correct the template at this place."),
        Unsupported => new Diagnostic(code, message, Place(template, at),
            "the embedded engine knows only the part of the Scriban language that docs/templates.md lists.",
            "write it with the listed constructs, or compute the value in the emitter and pass it in the model."),
        Unknown => new Diagnostic(code, message, Place(template, at),
            "variables and members are strict: an unknown name never prints as nothing.",
            "correct the name, or add it to the model that the emitter passes."),
        Value => new Diagnostic(code, message, Place(template, at),
            "the value does not fit the operation.", "look at the value that the emitter passes for this expression."),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not a template diagnostic."),
    };

    /// <summary>A model variable that would hide a namespace of built-in functions.</summary>
    internal static Diagnostic Reserved(string template, string name) => new(
        ReservedName, $"The model variable '{name}' has the name of a group of built-in functions.", template,
        "the variable would hide the functions.", "rename the variable.");

    private static string Place(string template, TemplatePosition at) => $"{template}, line {at.Line}, column {at.Column}";
}
