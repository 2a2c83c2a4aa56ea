namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>All built-in functions by name.</summary>
internal static class BuiltinCatalogue
{
    private static readonly Dictionary<string, Builtin> Functions = new[] { TextBuiltins.All, ListBuiltins.All, NumberBuiltins.All }
        .SelectMany(group => group)
        .ToDictionary(function => function.Name, StringComparer.Ordinal);

    // Scriban's own groups, so that a variable which hides one of them is refused by both engines.
    private static readonly HashSet<string> Namespaces = new(StringComparer.Ordinal)
    {
        "array", "date", "html", "math", "object", "regex", "string", "timespan",
    };

    internal static bool IsNamespace(string name) => Namespaces.Contains(name);

    internal static Builtin? Find(string name) => Functions.GetValueOrDefault(name);
}
