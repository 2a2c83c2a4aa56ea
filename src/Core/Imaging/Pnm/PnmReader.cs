namespace FpgaSeg.Core.Imaging.Pnm;

/// <summary>Reads the numbers and bytes of a PNM file; a comment runs from '#' to the end of its line.</summary>
internal sealed class PnmReader(byte[] file, int start)
{
    private int _offset = start;

    internal long ReadNumber(string what)
    {
        SkipBlanks();
        if (_offset >= file.Length)
            throw ImageDamage.Truncated($"its {what} is missing");
        if (!char.IsAsciiDigit((char)file[_offset]))
            throw ImageDamage.Damaged($"its {what} is no number");
        var value = 0L;
        for (; _offset < file.Length && char.IsAsciiDigit((char)file[_offset]); _offset++)
            value = Math.Min((value * 10) + file[_offset] - '0', uint.MaxValue);
        return value;
    }

    /// <summary>One digit of a plain bitmap, which may stand close to the next.</summary>
    internal int ReadBit()
    {
        SkipBlanks();
        var digit = ReadByte() - '0';
        return digit is 0 or 1 ? digit : throw ImageDamage.Damaged("a bit is neither 0 nor 1");
    }

    internal int ReadByte() => _offset < file.Length ? file[_offset++] : throw ImageDamage.Truncated("some of its pixels are missing");

    /// <summary>The single blank between the header and raw pixels.</summary>
    internal void SkipOneBlank()
    {
        if (!char.IsWhiteSpace((char)ReadByte()))
            throw ImageDamage.Damaged("no blank ends its header");
    }

    internal void ExpectBytes(long count)
    {
        if (file.Length - _offset < count)
            throw ImageDamage.Truncated($"its pixels need {count} bytes and it has {file.Length - _offset}");
    }

    private void SkipBlanks()
    {
        while (_offset < file.Length)
        {
            if (file[_offset] == '#')
                _offset = Array.IndexOf(file, (byte)'\n', _offset) is var end and >= 0 ? end : file.Length;
            else if (char.IsWhiteSpace((char)file[_offset]))
                _offset++;
            else
                return;
        }
    }
}
