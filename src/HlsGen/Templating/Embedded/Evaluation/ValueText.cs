using System.Globalization;

namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>How values print.</summary>
internal static class ValueText
{
    /// <summary>The text of a value; null has none, which differs from the empty text in a comparison.</summary>
    internal static string? Of(object? value, TemplatePosition at) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString(CultureInfo.InvariantCulture),
        IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(item => Nested(item, at)))}]",
        _ => throw TemplateRefusal.Value(at, $"{DescribeFirst(value)} cannot be printed."),
    };

    /// <summary>The value as an error names it.</summary>
    internal static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"the text '{text}'",
        bool flag => flag ? "true" : "false",
        long or double => string.Create(CultureInfo.InvariantCulture, $"the number {value}"),
        IReadOnlyList<object?> list => $"a list of {list.Count}",
        IReadOnlyDictionary<string, object?> => "an object",
        _ => $"a value of type {value.GetType().Name}",
    };

    /// <summary>The same at the start of a sentence.</summary>
    internal static string DescribeFirst(object? value) => char.ToUpperInvariant(Describe(value)[0]) + Describe(value)[1..];

    private static string Nested(object? value, TemplatePosition at) => value switch
    {
        null => "null",
        string text => $"\"{Escape(text, at)}\"",
        _ => Of(value, at)!,
    };

    private static string Escape(string text, TemplatePosition at) => text.Any(c => c is < ' ' or > '~')
        ? throw TemplateRefusal.Value(at, "A list that holds control or non-ASCII characters cannot be printed as a whole.")
        : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
