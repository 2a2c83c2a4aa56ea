using System.Buffers.Binary;

namespace FpgaSeg.Core.Imaging.Png;

/// <summary>The IHDR chunk.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits per sample: 1, 2, 4, 8 or 16.</param>
/// <param name="Colour">What the samples of a pixel mean.</param>
/// <param name="Interlaced">Whether the pixels come in the seven Adam7 passes.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColour Colour, bool Interlaced)
{
    /// <summary>Samples per pixel in the file.</summary>
    internal int Samples => Colour switch
    {
        PngColour.Grey or PngColour.Palette => 1,
        PngColour.GreyAlpha => 2,
        PngColour.Rgb => 3,
        _ => 4,
    };

    /// <summary>Bits per pixel in the file.</summary>
    internal int PixelBits => Samples * Depth;

    internal static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != 13)
            throw ImageDamage.Damaged($"the header has {data.Length} bytes instead of 13");
        long width = BinaryPrimitives.ReadUInt32BigEndian(data);
        long height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        var (depth, colour) = (data[8], (PngColour)data[9]);
        if (!IsAllowed(colour, depth))
            throw ImageDamage.Damaged($"the format has no colour type {(int)colour} with {depth} bits");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw ImageDamage.Damaged($"the format has no compression {data[10]}, filter {data[11]} or interlace {data[12]}");
        if (width == 0 || height == 0)
            throw ImageDamage.Damaged($"it says {width}x{height} pixels");
        return ImageLimits.Allows(width, height)
            ? new PngHeader((int)width, (int)height, depth, colour, data[12] == 1)
            : throw new ImageTooLarge(width, height);
    }

    private static bool IsAllowed(PngColour colour, int depth) => colour switch
    {
        PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
        PngColour.Palette => depth is 1 or 2 or 4 or 8,
        PngColour.Rgb or PngColour.GreyAlpha or PngColour.RgbAlpha => depth is 8 or 16,
        _ => false,
    };
}
