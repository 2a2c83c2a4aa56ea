namespace FpgaSeg.Import.Onnx.Values;

/// <summary>The axes of a feature map.</summary>
internal enum MapAxis
{
    Channel,
    Row,
    Column,
}

/// <summary>
/// A factor of an axis of a map: <paramref name="Size"/> positions, <paramref name="Stride"/> elements of the axis apart. A reshape that
/// divides 12 channels into 3 x 4 makes the parts (3, stride 4) and (4, stride 1). Parts of size 1 are not written.
/// </summary>
internal readonly record struct AxisPart(MapAxis Axis, int Size, int Stride)
{
    /// <summary>Which of the part's positions an index of the axis has.</summary>
    public int Position(int index) => index / Stride % Size;

    /// <summary>The part as <paramref name="inner"/> positions inside Size / inner others.</summary>
    public (AxisPart Outer, AxisPart Inner) Divide(int inner) =>
        (new(Axis, Size / inner, Stride * inner), new(Axis, inner, Stride));

    /// <summary>Whether this part and the one after it are one range.</summary>
    public bool Continues(AxisPart next) => Axis == next.Axis && Stride == next.Size * next.Stride;
}
