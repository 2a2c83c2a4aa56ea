namespace FpgaSeg.HlsGen.Templating.Embedded.Parsing;

/// <summary>How tightly the operators bind: Scriban's order, in which a range binds tighter than any arithmetic.</summary>
internal static class Operators
{
    private static readonly Dictionary<string, int> Precedences = new(StringComparer.Ordinal)
    {
        ["||"] = 1,
        ["&&"] = 2,
        ["=="] = 3,
        ["!="] = 3,
        ["<"] = 4,
        ["<="] = 4,
        [">"] = 4,
        [">="] = 4,
        ["+"] = 5,
        ["-"] = 5,
        ["*"] = 6,
        ["/"] = 6,
        ["//"] = 6,
        ["%"] = 6,
        [".."] = 7,
        ["..<"] = 7,
    };

    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "??", "?!", "?.", "|>", "...", "++", "--", "<<", ">>", "^", "^^", "@", "&", "/=", "//=", "%=", "{", "}",
    };

    /// <summary>Zero where <paramref name="symbol"/> is no binary operator.</summary>
    internal static int PrecedenceOf(string symbol) => Precedences.GetValueOrDefault(symbol);

    /// <summary>Symbols of the language that the embedded engine leaves out.</summary>
    internal static bool IsRefused(string symbol) => Refused.Contains(symbol);
}
