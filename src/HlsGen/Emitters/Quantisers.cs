using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning;

namespace FpgaSeg.HlsGen.Emitters;

/// <summary>The rounding rule of a stage: the structure for requantise.hpp and the scale ROM.</summary>
internal static class Quantisers
{
    public static QuantiserCode Of(IntegerConv2d conv, NumberFormat input, NumberFormat output, bool inLogic, string name = "quant") => new(
        name,
        TypeText.Of(output),
        AccumulatorWidths.BitsOf(conv, input),
        conv.Requantizer.Shift,
        conv.Requantizer.Multipliers.All(m => m == 1),
        RequantiserWidths.Offset(conv.Requantizer),
        !conv.RectifierBias.IsEmpty,
        RequantiserWidths.Rectifier(conv.RectifierBias),
        inLogic);

    /// <summary>An affine operator's accumulator is its input.</summary>
    public static QuantiserCode Of(IntegerAffine affine, NumberFormat input, NumberFormat output) => new(
        "quant",
        TypeText.Of(output),
        input.IsSigned ? input.Bits : input.Bits + 1,
        affine.Requantizer.Shift,
        affine.Requantizer.Multipliers.All(m => m == 1),
        RequantiserWidths.Offset(affine.Requantizer),
        Rectifies: false,
        RectifierBits: 1,
        IsInLogic: false);

    /// <summary>One word per channel: M, B + half, and the rectifier bias or 0; then zeros up to <paramref name="words"/>.</summary>
    public static RomCode Scales(Requantizer rule, ImmutableArray<int> rectifierBias, string name = "scales", int words = 0)
    {
        int offset = RequantiserWidths.Offset(rule), rectifier = RequantiserWidths.Rectifier(rectifierBias);
        var channels = Enumerable.Range(0, rule.Multipliers.Length)
            .Select(c => (M: rule.Multipliers[c], B: rule.Offsets[c] + rule.Half, R: rectifierBias.IsEmpty ? 0 : rectifierBias[c]))
            .Concat(Enumerable.Repeat((M: 0, B: 0L, R: 0), Math.Max(0, words - rule.Multipliers.Length)))
            .ToArray();
        return new RomCode(
            name,
            $"fs::scale<{offset}, {rectifier}>",
            $"[{channels.Length}]",
            RomText.Wrap([.. channels.Select(c => $"{{{c.M}, {c.B}LL, {c.R}}}")]),
            [.. channels.Select(c => RomText.Hex([(c.M, Requantizer.MultiplierBits), (c.B, offset), (c.R, rectifier)]))]);
    }
}
