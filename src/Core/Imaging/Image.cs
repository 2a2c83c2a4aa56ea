namespace FpgaSeg.Core.Imaging;

/// <summary>An 8-bit picture, grey or RGB. Sample (y, x, c) stands at (y * Width + x) * Channels + c.</summary>
public sealed class Image
{
    /// <summary>A black picture.</summary>
    public Image(int width, int height, int channels)
        : this(width, height, channels, new byte[checked(width * height * channels)])
    {
    }

    /// <summary>Wraps <paramref name="pixels"/>, whose length must be width x height x channels.</summary>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        if (width <= 0 || height <= 0)
            throw new ArgumentOutOfRangeException(nameof(width), $"A picture of {width}x{height}.");
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A picture is grey (1) or RGB (3).");
        if (pixels.Length != (long)width * height * channels)
            throw new ArgumentException($"{pixels.Length} samples for a picture of {width}x{height}x{channels}.", nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 for grey, 3 for RGB.</summary>
    public int Channels { get; }

    /// <summary>All samples, rows from the top, pixels interleaved.</summary>
    public byte[] Pixels { get; }

    /// <summary>One row, Width x Channels samples.</summary>
    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * Channels, Width * Channels);
}
