using System.Text;

namespace FpgaSeg.HlsGen.Templating.Embedded.Lexing;

/// <summary>Splits a template into text and code blocks and applies Scriban's white-space marks.</summary>
/// <remarks>
/// <c>{{-</c> and <c>-}}</c> eat all white space on their side, line breaks included. <c>{{~</c> eats the indentation before it;
/// <c>~}}</c> eats blanks after it up to and including one line break.
/// </remarks>
internal sealed class TemplateLexer(string template)
{
    private readonly SourceReader _source = new(template);
    private readonly List<Token> _tokens = [];

    /// <summary>All tokens, <see cref="TokenKind.End"/> last.</summary>
    internal IReadOnlyList<Token> ReadAll()
    {
        while (!_source.AtEnd)
        {
            ReadText();
            if (!_source.AtEnd)
                ReadCodeBlock();
        }
        _tokens.Add(new Token(TokenKind.End, "", _source.Position));
        return _tokens;
    }

    private void ReadText()
    {
        var at = _source.Position;
        var text = new StringBuilder();
        while (!_source.AtEnd && !_source.StartsWith("{{"))
        {
            RefuseEscapeBlock();
            text.Append(_source.Current);
            _source.Skip();
        }
        var trimmed = TrimEnd(text.ToString(), _source.Peek(2));
        if (trimmed.Length > 0)
            _tokens.Add(new Token(TokenKind.Text, trimmed, at));
    }

    private void RefuseEscapeBlock()
    {
        if (_source.Current != '{' || _source.Peek(1) != '%')
            return;
        var ahead = 1;
        while (_source.Peek(ahead) == '%')
            ahead++;
        if (_source.Peek(ahead) == '{')
            throw TemplateRefusal.Unsupported(_source.Position, "The escape block '{%{'");
    }

    private void ReadCodeBlock()
    {
        _tokens.Add(new Token(TokenKind.CodeEnter, "{{", _source.Position));
        _source.Skip(2);
        if (_source.Current is '-' or '~')
            _source.Skip();
        new CodeLexer(_source, _tokens).ReadBlock();
        var mark = _source.Current;
        var at = _source.Position;
        _source.Skip(mark is '-' or '~' ? 3 : 2);
        _tokens.Add(new Token(TokenKind.CodeExit, "}}", at));
        SkipAfterExit(mark);
    }

    private void SkipAfterExit(char mark)
    {
        if (mark == '-')
        {
            _source.TakeWhile(char.IsWhiteSpace);
        }
        else if (mark == '~')
        {
            _source.TakeWhile(c => c != '\n' && char.IsWhiteSpace(c));
            if (_source.Current == '\n')
                _source.Skip();
        }
    }

    private string TrimEnd(string text, char mark)
    {
        if (_source.AtEnd || mark is not ('-' or '~'))
            return text;
        var end = text.Length;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]) && (mark == '-' || !IsLineBreak(text, end - 1)))
            end--;
        return text[..end];
    }

    // A carriage return alone is a line break to Scriban here; before a line feed it is a blank.
    private static bool IsLineBreak(string text, int index) =>
        text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'));
}
