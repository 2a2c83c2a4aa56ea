namespace FpgaSeg.HlsGen.Templating.Embedded.Parsing;

/// <summary>Words that are not free for variables.</summary>
internal static class Keywords
{
    private static readonly HashSet<string> Unsupported = new(StringComparer.Ordinal)
    {
        "while", "func", "ret", "include", "include_join", "import", "with", "wrap", "readonly", "tablerow", "case", "when", "do", "this", "capture",
        "empty", "blank",
    };

    private static readonly HashSet<string> Supported = new(StringComparer.Ordinal)
    {
        "if", "else", "end", "for", "in", "break", "continue", "true", "false", "null",
    };

    internal static bool IsUnsupported(string word) => Unsupported.Contains(word);

    internal static bool IsKeyword(string word) => Supported.Contains(word) || Unsupported.Contains(word);
}
