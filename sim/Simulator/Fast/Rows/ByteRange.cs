using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// How integers of a format of at most 8 bits become bytes. Kernels compute around a centre, 128 for unsigned formats and 0 for signed
/// ones, so that saturation to a signed byte is most of the clip; flipping the top bit adds the 128 back.
/// </summary>
internal readonly record struct ByteRange(int Centre, int Low, int High)
{
    public static ByteRange Of(NumberFormat format) => format.IsSigned ? new(0, format.Min, format.Max) : new(128, 0, format.Max);

    /// <summary>The limits as centred signed bytes.</summary>
    public byte CentredLow => (byte)(Low - Centre);

    /// <summary>The limits as centred signed bytes.</summary>
    public byte CentredHigh => (byte)(High - Centre);

    public byte Flip => (byte)Centre;
}
