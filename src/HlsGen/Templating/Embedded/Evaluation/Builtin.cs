namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>A built-in function.</summary>
/// <param name="Name">Group and name, as in the template.</param>
/// <param name="Minimum">Fewest arguments, a piped one included.</param>
/// <param name="Maximum">Most arguments.</param>
/// <param name="Invoke">The function.</param>
internal sealed record Builtin(string Name, int Minimum, int Maximum, Func<BuiltinArguments, object?> Invoke)
{
    internal string Arity => (Minimum, Maximum) switch
    {
        (1, 1) => "1 argument",
        var (least, most) when least == most => $"{least} arguments",
        var (least, most) => $"{least} to {most} arguments",
    };
}
