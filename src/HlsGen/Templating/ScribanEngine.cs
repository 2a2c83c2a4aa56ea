#if HAS_SCRIBAN
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HlsGen.Templating.Embedded;
using FpgaSeg.HlsGen.Templating.Embedded.Evaluation;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace FpgaSeg.HlsGen.Templating;

/// <summary>Renders with the Scriban package, under the settings that make its output plain: no re-indenting, no limits, strict names.</summary>
public sealed class ScribanEngine : ITemplateEngine
{
    /// <inheritdoc />
    public Result<string> Render(string name, string template, IReadOnlyDictionary<string, object?> model)
    {
        if (model.Keys.FirstOrDefault(BuiltinCatalogue.IsNamespace) is { } reserved)
            return TemplateDiagnostics.Reserved(name, reserved);
        var parsed = Template.Parse(template, name);
        if (parsed.HasErrors)
            return Result<string>.Fail(parsed.Messages.Where(m => m.Type == ParserMessageType.Error).Select(m => SyntaxError(name, m)));
        try
        {
            var context = CreateContext();
            context.PushGlobal(ToScriptObject(model));
            return parsed.Render(context);
        }
        catch (ScriptRuntimeException error)
        {
            return TemplateDiagnostics.Create(TemplateDiagnostics.Value, name, PositionOf(error.Span), error.OriginalMessage);
        }
    }

    private static TemplateContext CreateContext() => new()
    {
        AutoIndent = false,
        LoopLimit = 0,
        LimitToString = 0,
        RecursiveLimit = 0,
        StrictVariables = true,
        EnableRelaxedMemberAccess = false,
        EnableRelaxedIndexerAccess = false,
        NewLine = "\n",
    };

    private static ScriptObject ToScriptObject(IReadOnlyDictionary<string, object?> members)
    {
        var result = new ScriptObject();
        foreach (var (key, value) in members)
            result.SetValue(key, ToScript(value), readOnly: false);
        return result;
    }

    private static object? ToScript(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> members => ToScriptObject(members),
        IReadOnlyList<object?> items => new ScriptArray(items.Select(ToScript)),
        _ => value,
    };

    private static Diagnostic SyntaxError(string name, LogMessage message) =>
        TemplateDiagnostics.Create(TemplateDiagnostics.Syntax, name, PositionOf(message.Span), message.Message);

    private static TemplatePosition PositionOf(SourceSpan span) => new(span.Start.Line + 1, span.Start.Column + 1);
}
#endif
