using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Export.Format;

namespace FpgaSeg.Export.Values;

/// <summary>Which ONNX element type holds a number format.</summary>
internal static class Containers
{
    /// <summary>The narrowest type; null for more than 16 bits, which no quantized tensor of ONNX has.</summary>
    public static ElementType? Of(NumberFormat format) => (format.Bits, format.IsSigned) switch
    {
        ( <= 8, false) => ElementType.UInt8,
        ( <= 8, true) => ElementType.Int8,
        ( <= 16, false) => ElementType.UInt16,
        ( <= 16, true) => ElementType.Int16,
        _ => null,
    };

    /// <summary>Whether saturation at the ends of the type is saturation at the ends of the format, but for the one integer that narrow formats lack.</summary>
    public static bool Saturates(NumberFormat format) => format.Bits is 8 or 16;

    /// <summary>Whether the format has every integer of the type.</summary>
    public static bool IsFull(NumberFormat format) => Saturates(format) && !format.IsSigned;
}
