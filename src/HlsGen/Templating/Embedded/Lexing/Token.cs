namespace FpgaSeg.HlsGen.Templating.Embedded.Lexing;

/// <summary>The kinds of token; a symbol is known by its text.</summary>
internal enum TokenKind
{
    /// <summary>Literal text outside code blocks, white space already trimmed.</summary>
    Text,
    /// <summary>The opening of a code block.</summary>
    CodeEnter,
    /// <summary>The closing of a code block.</summary>
    CodeExit,
    /// <summary>A line break or semicolon inside a code block.</summary>
    EndOfStatement,
    /// <summary>A name or a keyword.</summary>
    Identifier,
    /// <summary>A literal with its value.</summary>
    Literal,
    /// <summary>An operator or a bracket.</summary>
    Symbol,
    /// <summary>The end of the template.</summary>
    End,
}

/// <summary>One token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text as it is printed or compared; for <see cref="TokenKind.Text"/> the text itself.</param>
/// <param name="At">Where it starts.</param>
/// <param name="SpaceBefore">Whether white space stands before it: <c>a[0]</c> indexes, <c>a [0]</c> does not.</param>
/// <param name="Value">The value of a literal: long, double or string.</param>
internal sealed record Token(TokenKind Kind, string Text, TemplatePosition At, bool SpaceBefore = false, object? Value = null)
{
    internal bool IsSymbol(string text) => Kind == TokenKind.Symbol && Text == text;

    internal bool IsWord(string text) => Kind == TokenKind.Identifier && Text == text;

    /// <summary>The token as an error names it.</summary>
    internal string Describe() => Kind switch
    {
        TokenKind.End => "the end of the template",
        TokenKind.CodeExit => "'}}'",
        TokenKind.EndOfStatement => "the end of the statement",
        TokenKind.Text => "text",
        _ => $"'{Text}'",
    };
}
