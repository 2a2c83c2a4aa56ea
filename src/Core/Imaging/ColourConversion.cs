namespace FpgaSeg.Core.Imaging;

/// <summary>Grey to RGB and back, with PIL's integers.</summary>
public static class ColourConversion
{
    /// <summary>The picture with <paramref name="channels"/> 1 or 3; itself where it has them already.</summary>
    public static Image Convert(Image image, int channels) =>
        image.Channels == channels ? image : channels == 1 ? ToGrey(image) : ToRgb(image);

    /// <summary>Luma of ITU-R 601 in 16-bit fixed point: (19595 R + 38470 G + 7471 B + 32768) / 65536.</summary>
    public static Image ToGrey(Image image)
    {
        if (image.Channels == 1)
            return image;
        var grey = new Image(image.Width, image.Height, 1);
        var rgb = image.Pixels;
        for (var i = 0; i < grey.Pixels.Length; i++)
            grey.Pixels[i] = (byte)(((19595 * rgb[3 * i]) + (38470 * rgb[(3 * i) + 1]) + (7471 * rgb[(3 * i) + 2]) + 0x8000) >> 16);
        return grey;
    }

    /// <summary>The grey level three times.</summary>
    public static Image ToRgb(Image image)
    {
        if (image.Channels == 3)
            return image;
        var rgb = new Image(image.Width, image.Height, 3);
        for (var i = 0; i < image.Pixels.Length; i++)
            rgb.Pixels.AsSpan(3 * i, 3).Fill(image.Pixels[i]);
        return rgb;
    }
}
