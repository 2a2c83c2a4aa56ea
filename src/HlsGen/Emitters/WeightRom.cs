using System.Collections.Immutable;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>Weights in the order in which the lanes read them.</summary>
internal static class WeightRom
{
    /// <summary>A ROM of <paramref name="words"/> words with one weight per lane.</summary>
    /// <param name="name">Name after the stage's.</param>
    /// <param name="bits">Bits of a weight.</param>
    /// <param name="words">Words: one is read per cycle.</param>
    /// <param name="lanes">Weights of a word.</param>
    /// <param name="weight">Weight by word and lane.</param>
    public static RomCode Of(string name, int bits, int words, int lanes, Func<int, int, sbyte> weight)
    {
        var rows = new string[words];
        var hex = new string[words];
        for (var w = 0; w < words; w++)
        {
            var values = Enumerable.Range(0, lanes).Select(l => weight(w, l)).ToArray();
            rows[w] = $"{{{string.Join(", ", values)}}}";
            hex[w] = RomText.Hex(values.Select(v => ((long)v, bits)));
        }

        return new RomCode(name, TypeText.Weight(bits), $"[{words}][{lanes}]", RomText.Wrap(rows), [.. hex]);
    }
}
