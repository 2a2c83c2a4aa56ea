using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Analysis;

/// <summary>Bytes at the widths that the integer graph gives, packed without gaps; the last byte counts whole.</summary>
public static class IntegerBytes
{
    private const int BitsPerByte = 8;

    /// <summary>Bytes of an operator's weights; 0 for an operator without. Multipliers and offsets are left out.</summary>
    public static long OfWeights(IntegerOperator op) => op is IntegerConv2d conv ? Packed(conv.Kernel.Shape.Count, conv.WeightBits) : 0;

    /// <summary>Bytes of a node's output.</summary>
    public static long OfActivation(IntegerNode node) => Packed(node.Shape.Count, node.Format.Bits);

    private static long Packed(long count, int bits) => ((count * bits) + BitsPerByte - 1) / BitsPerByte;
}
