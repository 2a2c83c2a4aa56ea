using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>A ROM with one integer per word.</summary>
internal static class IntegerRom
{
    public static RomCode Of(string name, int bits, bool isSigned, IReadOnlyList<int> values) => new(
        name,
        TypeText.Of(new NumberFormat(bits, isSigned)),
        $"[{values.Count}]",
        RomText.Wrap([.. values.Select(v => $"{v}")]),
        [.. values.Select(v => RomText.Hex([(v, bits)]))]);
}
