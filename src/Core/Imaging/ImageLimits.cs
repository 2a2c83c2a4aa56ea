namespace FpgaSeg.Core.Imaging;

/// <summary>How large a picture may be; checked from the header, before anything of its size is allocated.</summary>
public static class ImageLimits
{
    /// <summary>Most columns and most rows.</summary>
    public const int MaximumSide = 32768;

    /// <summary>Most pixels: 8192 x 8192.</summary>
    public const int MaximumPixels = 1 << 26;

    /// <summary>Most bytes of a file, a raw RGB picture of 16 bits with room to spare.</summary>
    public const long MaximumFileBytes = 1L << 29;

    internal static bool Allows(long width, long height) =>
        width is > 0 and <= MaximumSide && height is > 0 and <= MaximumSide && width * height <= MaximumPixels;
}
