namespace FpgaSeg.Core.Imaging.Pnm;

/// <summary>Decodes PBM, PGM and PPM, plain (P1 to P3) and raw (P4 to P6). In PBM a set bit is black.</summary>
internal static class PnmDecoder
{
    /// <exception cref="ImageDamage">The file is cut or damaged.</exception>
    /// <exception cref="ImageTooLarge">The header exceeds <see cref="ImageLimits"/>.</exception>
    internal static Image Decode(byte[] file)
    {
        var reader = new PnmReader(file, start: 2);
        var kind = file[1] - '0';
        var (width, height) = (reader.ReadNumber("width"), reader.ReadNumber("height"));
        if (width == 0 || height == 0)
            throw ImageDamage.Damaged($"it says {width}x{height} pixels");
        if (!ImageLimits.Allows(width, height))
            throw new ImageTooLarge(width, height);
        var isBitmap = kind is 1 or 4;
        var maximum = isBitmap ? 1 : reader.ReadNumber("greatest value");
        if (maximum is 0 or > 65535)
            throw ImageDamage.Damaged($"its greatest value is {maximum}");
        var channels = kind is 3 or 6 ? 3 : 1;
        if (kind > 3)
            reader.SkipOneBlank();
        reader.ExpectBytes(LeastBytes(kind, width, height, channels, maximum));
        var image = new Image((int)width, (int)height, channels);
        if (kind == 4)
            ReadPackedBits(reader, image);
        else
            ReadSamples(reader, image, kind, (int)maximum);
        return image;
    }

    private static void ReadPackedBits(PnmReader reader, Image image)
    {
        for (var y = 0; y < image.Height; y++)
        {
            var bits = 0;
            for (var x = 0; x < image.Width; x++)
            {
                bits = x % 8 == 0 ? reader.ReadByte() : bits << 1;
                image.Pixels[(y * image.Width) + x] = (byte)((bits & 0x80) != 0 ? 0 : 255);
            }
        }
    }

    private static void ReadSamples(PnmReader reader, Image image, int kind, int maximum)
    {
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var value = kind switch
            {
                1 => 1 - reader.ReadBit(),
                2 or 3 => (int)Math.Min(reader.ReadNumber("pixel"), int.MaxValue),
                _ => maximum < 256 ? reader.ReadByte() : (reader.ReadByte() << 8) | reader.ReadByte(),
            };
            if (value > maximum)
                throw ImageDamage.Damaged($"a pixel of {value} exceeds the greatest value {maximum}");
            // Half up; one of 255 passes unchanged.
            image.Pixels[i] = (byte)(((value * 255L * 2) + maximum) / (maximum * 2L));
        }
    }

    // Before the picture is allocated: what the pixels take at the very least.
    private static long LeastBytes(int kind, long width, long height, int channels, long maximum) => kind switch
    {
        1 => width * height,
        2 or 3 => (width * height * channels * 2) - 1,
        4 => (width + 7) / 8 * height,
        _ => width * height * channels * (maximum < 256 ? 1 : 2),
    };
}
