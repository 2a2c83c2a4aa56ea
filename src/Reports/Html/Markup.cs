using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace FpgaSeg.Reports.Html;

/// <summary>
/// HTML or SVG text. It is made from an interpolated string whose literals are markup and whose holes are data: text in a hole is always
/// encoded, so that no name can leave its place.
/// </summary>
internal readonly record struct Markup(string Text)
{
    public static readonly Markup Empty = new("");

    /// <summary>Encodes every hole but those that are markup themselves.</summary>
    public static Markup Of(MarkupHandler content) => content.ToMarkup();

    /// <summary>One part after the other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Text)));

    public override string ToString() => Text;
}

/// <summary>What the compiler turns the interpolated string of <see cref="Markup.Of"/> into.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly StringBuilder _text;

    public MarkupHandler(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

    public void AppendFormatted(IEnumerable<Markup> parts)
    {
        foreach (var part in parts)
            _text.Append(part.Text);
    }

    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    /// <summary>Numbers. The constraint keeps lists from being printed by their type's name.</summary>
    public void AppendFormatted<T>(T number, string? format = null)
        where T : IFormattable => _text.Append(WebUtility.HtmlEncode(number.ToString(format, null)));

    public Markup ToMarkup() => new(_text.ToString());
}
