namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>Lays a mask over its image: the foreground tinted, its outline in full colour.</summary>
public static class MaskOverlay
{
    /// <summary>An RGB picture of the image's size.</summary>
    /// <param name="image">Grey or RGB; it stays as it is.</param>
    /// <param name="mask">Grey, of the same size; anything but 0 is foreground.</param>
    /// <param name="colour">Colour of tint and outline.</param>
    /// <param name="alpha">Share of the colour in the tint, 0 to 1.</param>
    public static Image Draw(Image image, Image mask, Rgb colour, double alpha = 0.35)
    {
        if ((mask.Width, mask.Height, mask.Channels) != (image.Width, image.Height, 1))
            throw new ArgumentException($"A mask of {mask.Width}x{mask.Height}x{mask.Channels} over {image.Width}x{image.Height}.", nameof(mask));
        if (alpha is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A share lies between 0 and 1.");
        var result = new Image(image.Width, image.Height, 3, ColourConversion.ToRgb(image).Pixels.ToArray());
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                if (IsForeground(mask, x, y))
                    Paint(result, x, y, colour, IsOutline(mask, x, y) ? 1.0 : alpha);
            }
        }
        return result;
    }

    private static bool IsForeground(Image mask, int x, int y) => mask.Pixels[(y * mask.Width) + x] != 0;

    // The innermost ring of the foreground; the border of the image closes no outline.
    private static bool IsOutline(Image mask, int x, int y) =>
        (x > 0 && !IsForeground(mask, x - 1, y)) || (x + 1 < mask.Width && !IsForeground(mask, x + 1, y))
        || (y > 0 && !IsForeground(mask, x, y - 1)) || (y + 1 < mask.Height && !IsForeground(mask, x, y + 1));

    private static void Paint(Image picture, int x, int y, Rgb colour, double alpha)
    {
        var at = ((y * picture.Width) + x) * 3;
        var (r, g, b) = (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]);
        Canvas.Set(picture, x, y, new Rgb(Mix(r, colour.R, alpha), Mix(g, colour.G, alpha), Mix(b, colour.B, alpha)));
    }

    private static byte Mix(byte below, byte above, double alpha) => (byte)Math.Round(below + ((above - below) * alpha), MidpointRounding.AwayFromZero);
}
