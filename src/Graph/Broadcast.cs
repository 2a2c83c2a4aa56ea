using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph;

/// <summary>How the second operand of a sum or product is repeated to the shape of the first.</summary>
public static class Broadcast
{
    /// <summary>Whether <paramref name="second"/> is (C or 1, H, W) or (C or 1, 1, 1) for a first operand of (C, H, W).</summary>
    public static bool Fits(FeatureShape first, FeatureShape second) =>
        (second.Channels == first.Channels || second.Channels == 1)
        && ((second.Height == first.Height && second.Width == first.Width) || second is { Height: 1, Width: 1 });

    /// <summary>Index of the second operand's element that belongs to element (c, pixel) of the first.</summary>
    public static int Index(FeatureShape second, int c, int pixel) =>
        ((second.Channels == 1 ? 0 : c) * second.Pixels) + (second.Pixels == 1 ? 0 : pixel);
}
