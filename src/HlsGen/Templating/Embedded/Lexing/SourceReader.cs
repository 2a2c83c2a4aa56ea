namespace FpgaSeg.HlsGen.Templating.Embedded.Lexing;

/// <summary>Walks over the template and knows line and column.</summary>
internal sealed class SourceReader(string text)
{
    private int _line = 1;
    private int _lineStart;

    internal int Offset { get; private set; }

    internal bool AtEnd => Offset >= text.Length;

    /// <summary>The current character, NUL at the end.</summary>
    internal char Current => Peek(0);

    internal TemplatePosition Position => new(_line, Offset - _lineStart + 1);

    internal char Peek(int ahead) => Offset + ahead < text.Length ? text[Offset + ahead] : '\0';

    internal bool StartsWith(string value) => string.CompareOrdinal(text, Offset, value, 0, value.Length) == 0;

    internal void Skip(int count = 1)
    {
        for (; count > 0 && !AtEnd; count--)
        {
            if (text[Offset++] != '\n')
                continue;
            _line++;
            _lineStart = Offset;
        }
    }

    /// <summary>Skips while <paramref name="accept"/> holds; returns what was skipped.</summary>
    internal string TakeWhile(Func<char, bool> accept)
    {
        var start = Offset;
        while (!AtEnd && accept(Current))
            Skip();
        return text[start..Offset];
    }
}
