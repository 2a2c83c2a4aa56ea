namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The functions of the group <c>string</c>.</summary>
internal static class TextBuiltins
{
    internal static IReadOnlyList<Builtin> All { get; } =
    [
        new("string.upcase", 1, 1, a => a.Text(0).ToUpperInvariant()),
        new("string.downcase", 1, 1, a => a.Text(0).ToLowerInvariant()),
        new("string.capitalize", 1, 1, a => Capitalize(a.Text(0))),
        new("string.strip", 1, 1, a => a.Text(0).Trim()),
        new("string.size", 1, 1, a => (long)a.Text(0).Length),
        new("string.pad_left", 2, 2, a => a.Text(0).PadLeft(Width(a))),
        new("string.pad_right", 2, 2, a => a.Text(0).PadRight(Width(a))),
        new("string.replace", 3, 3, Replace),
        new("string.append", 2, 2, a => a.Text(0) + a.Text(1)),
        new("string.prepend", 2, 2, a => a.Text(1) + a.Text(0)),
        new("string.contains", 2, 2, a => a.Text(0).Contains(a.Text(1), StringComparison.Ordinal)),
        new("string.starts_with", 2, 2, a => a.Text(0).StartsWith(a.Text(1), StringComparison.Ordinal)),
        new("string.ends_with", 2, 2, a => a.Text(0).EndsWith(a.Text(1), StringComparison.Ordinal)),
    ];

    private static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static int Width(BuiltinArguments a) => a.Integer(1) >= 0 ? a.Integer(1) : throw a.Refuse(1, "a width of at least 0");

    private static string Replace(BuiltinArguments a) => a.Text(1).Length > 0
        ? a.Text(0).Replace(a.Text(1), a.Text(2), StringComparison.Ordinal)
        : throw a.Refuse(1, "a text that is not empty");
}
