using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning;

/// <summary>Widths of a rounding rule's constants per channel, from the actual values.</summary>
public static class RequantiserWidths
{
    /// <summary>Signed bits of B + half.</summary>
    public static int Offset(Requantizer rule) => NumberFormat.SignedFor(rule.Offsets.Min() + rule.Half, rule.Offsets.Max() + rule.Half).Bits;

    /// <summary>Signed bits of the bias that is added before the rectifier; 1 where there is none.</summary>
    public static int Rectifier(ImmutableArray<int> bias) => bias.IsEmpty ? 1 : NumberFormat.SignedFor(bias.Min(), bias.Max()).Bits;
}
