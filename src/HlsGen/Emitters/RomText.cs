using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>Text of memories: C++ initialisers and $readmemh words.</summary>
internal static class RomText
{
    private const int LineLength = 120;

    /// <summary>Items joined by ", " and wrapped, every one but the last followed by a comma.</summary>
    public static ImmutableArray<string> Wrap(IReadOnlyList<string> items)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = new StringBuilder();
        for (var i = 0; i < items.Count; i++)
        {
            if (line.Length > 0 && line.Length + items[i].Length + 2 > LineLength)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(items[i]).Append(i + 1 < items.Count ? "," : "");
        }

        lines.Add(line.ToString());
        return lines.ToImmutable();
    }

    /// <summary>Two's-complement fields packed into one word, the first in the least significant bits.</summary>
    public static string Hex(IEnumerable<(long Value, int Bits)> fields)
    {
        BigInteger word = 0;
        var position = 0;
        foreach (var (value, bits) in fields)
        {
            word |= (new BigInteger(value) & ((BigInteger.One << bits) - 1)) << position;
            position += bits;
        }

        var digits = (position + 3) / 4;
        return word.ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(digits, '0');
    }
}
