using FpgaSeg.HlsGen.Templating.Embedded.Lexing;

namespace FpgaSeg.HlsGen.Templating.Embedded.Parsing;

/// <summary>The place of the parser in the token list.</summary>
internal sealed class TokenCursor(IReadOnlyList<Token> tokens)
{
    private int _index;

    internal Token Current => tokens[_index];

    /// <summary>The token after the current one; the end repeats itself.</summary>
    internal Token Following => tokens[Math.Min(_index + 1, tokens.Count - 1)];

    internal bool AtStatementEnd => Current.Kind is TokenKind.EndOfStatement or TokenKind.CodeExit;

    internal Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            _index++;
        return token;
    }

    internal bool TryTakeSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
            return false;
        Take();
        return true;
    }

    internal void ExpectSymbol(string symbol)
    {
        if (!TryTakeSymbol(symbol))
            throw Unexpected($"'{symbol}'");
    }

    internal Token ExpectName()
    {
        if (Current.Kind != TokenKind.Identifier)
            throw Unexpected("a name");
        return Take();
    }

    internal void SkipLineBreaks()
    {
        while (Current.Kind == TokenKind.EndOfStatement)
            Take();
    }

    internal TemplateRefusal Unexpected(string expected) =>
        TemplateRefusal.Syntax(Current.At, $"Expected {expected}, found {Current.Describe()}.");
}
