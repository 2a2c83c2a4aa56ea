namespace FpgaSeg.Core.Imaging.Png;

/// <summary>Turns the samples of one unfiltered row into 8-bit pixels.</summary>
internal static class PngPixels
{
    /// <summary>Writes the pixels of a row of <paramref name="pass"/> to their columns of <paramref name="target"/>.</summary>
    internal static void Expand(PngChunks chunks, PngPass pass, ReadOnlySpan<byte> row, Span<byte> target)
    {
        var header = chunks.Header;
        var isGrey = header.Colour is PngColour.Grey or PngColour.GreyAlpha;
        for (var i = 0; i < pass.Width; i++)
        {
            var x = pass.X + (i * pass.StepX);
            if (isGrey)
                target[x] = Level(row, i * header.Samples, header.Depth);
            else if (header.Colour == PngColour.Palette)
                Colour(chunks.Palette, Raw(row, i, header.Depth)).CopyTo(target[(3 * x)..]);
            else
                CopyRgb(row, i * header.Samples, header.Depth, target.Slice(3 * x, 3));
        }
    }

    private static void CopyRgb(ReadOnlySpan<byte> row, int first, int depth, Span<byte> target)
    {
        for (var c = 0; c < 3; c++)
            target[c] = Level(row, first + c, depth);
    }

    private static ReadOnlySpan<byte> Colour(byte[] palette, int index) => (3 * index) + 3 <= palette.Length
        ? palette.AsSpan(3 * index, 3)
        : throw ImageDamage.Damaged($"a pixel has colour {index} of a palette of {palette.Length / 3}");

    // 16 bits keep their high byte, fewer bits spread over 0..255, as PIL does.
    private static byte Level(ReadOnlySpan<byte> row, int index, int depth) => depth switch
    {
        8 => row[index],
        16 => row[2 * index],
        _ => (byte)(Raw(row, index, depth) * 255 / ((1 << depth) - 1)),
    };

    private static int Raw(ReadOnlySpan<byte> row, int index, int depth)
    {
        var bit = index * depth;
        return (row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
    }
}
