using System.IO.Compression;

namespace FpgaSeg.Core.Imaging.Png;

/// <summary>Decodes every kind of PNG to 8-bit grey or RGB.</summary>
internal static class PngDecoder
{
    // Deflate cannot pack better than 1032 to 1: a smaller stream cannot hold the picture, whatever the header says.
    private const int BestDeflateRatio = 1032;

    /// <exception cref="ImageDamage">The file is cut or damaged.</exception>
    /// <exception cref="ImageTooLarge">The header exceeds <see cref="ImageLimits"/>.</exception>
    internal static Image Decode(ReadOnlySpan<byte> file)
    {
        var chunks = PngChunks.Read(file);
        var header = chunks.Header;
        if (header.Colour == PngColour.Palette && chunks.Palette.Length == 0)
            throw ImageDamage.Damaged("its palette is missing");
        var samples = Inflate(chunks);
        var image = new Image(header.Width, header.Height, header.Colour is PngColour.Grey or PngColour.GreyAlpha ? 1 : 3);
        var offset = 0;
        foreach (var pass in PngPass.Of(header))
            offset = DecodePass(chunks, pass, samples, offset, image);
        return image;
    }

    private static byte[] Inflate(PngChunks chunks)
    {
        var bytes = PngPass.Of(chunks.Header).Sum(pass => pass.Height * (1L + pass.RowBytes(chunks.Header)));
        if (bytes > chunks.Compressed.Length * BestDeflateRatio || bytes > Array.MaxLength)
            throw ImageDamage.Truncated("its pixels are missing");
        var samples = new byte[bytes];
        chunks.Compressed.Position = 0;
        try
        {
            using var zlib = new ZLibStream(chunks.Compressed, CompressionMode.Decompress);
            if (zlib.ReadAtLeast(samples, samples.Length, throwOnEndOfStream: false) < samples.Length)
                throw ImageDamage.Truncated("some of its pixels are missing");
        }
        catch (InvalidDataException)
        {
            throw ImageDamage.Damaged("its pixels do not decompress");
        }
        return samples;
    }

    private static int DecodePass(PngChunks chunks, PngPass pass, byte[] samples, int offset, Image image)
    {
        var rowBytes = pass.RowBytes(chunks.Header);
        var pixelBytes = Math.Max(1, chunks.Header.PixelBits / 8);
        ReadOnlySpan<byte> above = new byte[rowBytes];
        for (var y = 0; y < pass.Height; y++)
        {
            var row = samples.AsSpan(offset + 1, rowBytes);
            PngFilter.Undo(samples[offset], row, above, pixelBytes);
            PngPixels.Expand(chunks, pass, row, image.Row(pass.Y + (y * pass.StepY)));
            above = row;
            offset += 1 + rowBytes;
        }
        return offset;
    }
}
