using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Core.Imaging;

/// <summary>A binary mask in raster order: one byte per pixel, 0 or 1.</summary>
public sealed class Mask
{
    /// <summary>Wraps <paramref name="values"/>, width * height bytes of 0 or 1.</summary>
    public Mask(int width, int height, byte[] values)
    {
        if (values.Length != width * height)
            throw new ArgumentException($"{values.Length} values for a mask of {width}x{height}.", nameof(values));
        (Width, Height, Values) = (width, height, values);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Values { get; }

    /// <summary>Share of ones, in percent.</summary>
    public double ForegroundPercent => 100.0 * Values.Count(v => v != 0) / Values.Length;

    /// <summary>A map of one channel: 1 where the map is above zero.</summary>
    public static Mask FromMap(FeatureMap<int> map) =>
        new(map.Shape.Width, map.Shape.Height, Array.ConvertAll(map.Data, v => v > 0 ? (byte)1 : (byte)0));

    /// <summary>The mask that the link carries: bit i % 8, least significant first, of byte i / 8 is pixel i.</summary>
    public static Mask Unpack(ReadOnlySpan<byte> packed, int width, int height)
    {
        var values = new byte[width * height];
        for (var i = 0; i < values.Length; i++)
            values[i] = (byte)((packed[i >> 3] >> (i & 7)) & 1);
        return new Mask(width, height, values);
    }

    /// <summary>Pixels in which two masks of one size differ.</summary>
    public int DifferingPixels(Mask other)
    {
        if (other.Width != Width || other.Height != Height)
            throw new ArgumentException($"A mask of {other.Width}x{other.Height} is compared with one of {Width}x{Height}.", nameof(other));
        var count = 0;
        for (var i = 0; i < Values.Length; i++)
            count += Values[i] == other.Values[i] ? 0 : 1;
        return count;
    }
}
