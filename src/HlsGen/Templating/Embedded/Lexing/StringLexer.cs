using System.Globalization;
using System.Text;

namespace FpgaSeg.HlsGen.Templating.Embedded.Lexing;

/// <summary>Reads quoted strings with escapes and verbatim strings between back ticks.</summary>
internal static class StringLexer
{
    private const string EscapeNames = "0'\"\\bfnrtv";
    private const string EscapeValues = "\0'\"\\\b\f\n\r\t\v";

    internal static Token ReadQuoted(SourceReader source, bool space)
    {
        var at = source.Position;
        var quote = source.Current;
        var value = new StringBuilder();
        source.Skip();
        while (source.Current != quote)
        {
            if (source.AtEnd)
                throw TemplateRefusal.Syntax(at, "The string is not closed.");
            value.Append(source.Current == '\\' ? ReadEscape(source) : source.Current);
            source.Skip();
        }
        source.Skip();
        return new Token(TokenKind.Literal, value.ToString(), at, space, value.ToString());
    }

    internal static Token ReadVerbatim(SourceReader source, bool space)
    {
        var at = source.Position;
        var value = new StringBuilder();
        for (source.Skip(); source.Current != '`' || source.Peek(1) == '`'; source.Skip())
        {
            if (source.AtEnd)
                throw TemplateRefusal.Syntax(at, "The string is not closed.");
            if (source.Current == '`')
                source.Skip();
            value.Append(source.Current);
        }
        source.Skip();
        return new Token(TokenKind.Literal, value.ToString(), at, space, value.ToString());
    }

    // Leaves the reader on the last character of the escape.
    private static char ReadEscape(SourceReader source)
    {
        var at = source.Position;
        source.Skip();
        if (source.Current is 'u' or 'x')
            return ReadCode(source, at, source.Current == 'u' ? 4 : 2);
        var known = source.AtEnd ? -1 : EscapeNames.IndexOf(source.Current, StringComparison.Ordinal);
        return known >= 0 ? EscapeValues[known] : throw TemplateRefusal.Syntax(at, $"The escape '\\{source.Current}' is unknown.");
    }

    private static char ReadCode(SourceReader source, TemplatePosition at, int digits)
    {
        var code = 0;
        for (; digits > 0; digits--)
        {
            source.Skip();
            if (!char.IsAsciiHexDigit(source.Current))
                throw TemplateRefusal.Syntax(at, "The escape needs hexadecimal digits.");
            code = code * 16 + int.Parse(source.Current.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }
        return (char)code;
    }
}
