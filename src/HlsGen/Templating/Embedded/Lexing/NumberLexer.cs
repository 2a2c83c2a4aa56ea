using System.Globalization;

namespace FpgaSeg.HlsGen.Templating.Embedded.Lexing;

/// <summary>Reads integer, hexadecimal and decimal literals; the forms on which Scriban is odd are refused.</summary>
internal static class NumberLexer
{
    internal static Token Read(SourceReader source, bool space)
    {
        var at = source.Position;
        if (source.Current == '0' && source.Peek(1) == 'x')
            return ReadHexadecimal(source, at, space);
        var text = source.TakeWhile(char.IsAsciiDigit);
        var isDouble = source.Current == '.' && char.IsAsciiDigit(source.Peek(1));
        if (isDouble)
        {
            source.Skip();
            text += "." + source.TakeWhile(char.IsAsciiDigit) + ReadExponent(source);
        }
        RefuseTail(source, at, text);
        if (isDouble)
            return new Token(TokenKind.Literal, text, at, space, double.Parse(text, CultureInfo.InvariantCulture));
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new Token(TokenKind.Literal, text, at, space, value)
            : throw TemplateRefusal.Unsupported(at, $"The integer {text} of more than 64 bits");
    }

    private static string ReadExponent(SourceReader source)
    {
        if (source.Current is not ('e' or 'E'))
            return "";
        var sign = source.Peek(1) is '+' or '-' ? 1 : 0;
        if (!char.IsAsciiDigit(source.Peek(1 + sign)))
            return "";
        var start = sign == 1 ? "e" + source.Peek(1) : "e";
        source.Skip(1 + sign);
        return start + source.TakeWhile(char.IsAsciiDigit);
    }

    // Beyond 31 bits Scriban's hexadecimal literals change their type and sign.
    private static Token ReadHexadecimal(SourceReader source, TemplatePosition at, bool space)
    {
        source.Skip(2);
        var digits = source.TakeWhile(char.IsAsciiHexDigit);
        RefuseTail(source, at, "0x" + digits);
        if (digits.Length == 0)
            throw TemplateRefusal.Syntax(at, "The number '0x' has no digits.");
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? new Token(TokenKind.Literal, "0x" + digits, at, space, (long)value)
            : throw TemplateRefusal.Unsupported(at, $"The hexadecimal number 0x{digits} of more than 31 bits");
    }

    private static void RefuseTail(SourceReader source, TemplatePosition at, string text)
    {
        var next = source.Current;
        if (char.IsLetter(next) || next == '_' || (next == '.' && source.Peek(1) != '.'))
            throw TemplateRefusal.Unsupported(at, $"The number '{text}{next}'");
    }
}
