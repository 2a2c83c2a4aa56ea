namespace FpgaSeg.HlsGen.Templating.Embedded.Lexing;

/// <summary>Reads the tokens of one code block, up to but not including its closing mark.</summary>
internal sealed class CodeLexer(SourceReader source, List<Token> tokens)
{
    // The longer symbol first. Those that no parser rule takes are refused there, with their place.
    private static readonly string[] Symbols =
    [
        "//=", "..<", "...", "==", "!=", "<=", ">=", "&&", "||", "??", "?!", "?.", "|>", "..", "//", "+=", "-=", "*=", "/=", "%=", "++", "--", "<<", ">>",
        "^^", "^", "@", "&", "+", "-", "*", "/", "%", "<", ">", "=", "!", "?", ":", ",", ".", "|", "(", ")", "[", "]", "{", "}",
    ];

    /// <summary>Appends the tokens of the block to the list.</summary>
    internal void ReadBlock()
    {
        var opened = tokens[^1].At;
        while (true)
        {
            var space = source.TakeWhile(c => c is not ('\n' or '\r') && char.IsWhiteSpace(c)).Length > 0;
            if (source.AtEnd)
                throw TemplateRefusal.Syntax(opened, "The code block is not closed by '}}'.");
            if (AtExit())
                return;
            if (source.Current == '#')
                SkipComment();
            else
                tokens.Add(ReadToken(space));
        }
    }

    private bool AtExit() => source.StartsWith("}}") || source.StartsWith("-}}") || source.StartsWith("~}}");

    private void SkipComment()
    {
        if (source.Peek(1) != '#')
        {
            while (!source.AtEnd && !AtExit() && source.Current is not ('\n' or '\r'))
                source.Skip();
            return;
        }
        source.Skip(2);
        while (!source.AtEnd && !AtExit() && !source.StartsWith("##"))
            source.Skip();
        if (source.StartsWith("##"))
            source.Skip(2);
    }

    private Token ReadToken(bool space)
    {
        var at = source.Position;
        var c = source.Current;
        if (c is '\n' or '\r' or ';')
        {
            source.Skip();
            return new Token(TokenKind.EndOfStatement, c == ';' ? ";" : "\\n", at, space);
        }
        if (c == '_' || char.IsLetter(c))
            return new Token(TokenKind.Identifier, source.TakeWhile(x => x == '_' || char.IsLetterOrDigit(x)), at, space);
        if (char.IsAsciiDigit(c))
            return NumberLexer.Read(source, space);
        if (c is '"' or '\'')
            return StringLexer.ReadQuoted(source, space);
        if (c == '`')
            return StringLexer.ReadVerbatim(source, space);
        return ReadSymbol(at, space);
    }

    private Token ReadSymbol(TemplatePosition at, bool space)
    {
        if (source.Current == '$')
            throw TemplateRefusal.Unsupported(at, source.Peek(1) is '"' or '\'' ? "The interpolated string" : "The '$' variable");
        var symbol = Array.Find(Symbols, source.StartsWith)
            ?? throw TemplateRefusal.Syntax(at, $"The character '{source.Current}' starts no token.");
        source.Skip(symbol.Length);
        return new Token(TokenKind.Symbol, symbol, at, space);
    }
}
