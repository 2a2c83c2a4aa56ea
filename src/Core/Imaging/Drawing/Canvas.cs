namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>The few operations on RGB pictures that the drawings need; all cut off at the borders.</summary>
internal static class Canvas
{
    /// <summary>Fills a rectangle.</summary>
    internal static void Fill(Image picture, int left, int top, int width, int height, Rgb colour)
    {
        for (var y = Math.Max(top, 0); y < Math.Min(top + height, picture.Height); y++)
        {
            for (var x = Math.Max(left, 0); x < Math.Min(left + width, picture.Width); x++)
                Set(picture, x, y, colour);
        }
    }

    /// <summary>Copies <paramref name="source"/>, grey or RGB, to (left, top).</summary>
    internal static void Paste(Image picture, Image source, int left, int top)
    {
        var rgb = ColourConversion.ToRgb(source);
        for (var y = Math.Max(top, 0); y < Math.Min(top + rgb.Height, picture.Height); y++)
        {
            for (var x = Math.Max(left, 0); x < Math.Min(left + rgb.Width, picture.Width); x++)
                rgb.Pixels.AsSpan((((y - top) * rgb.Width) + x - left) * 3, 3).CopyTo(picture.Pixels.AsSpan(((y * picture.Width) + x) * 3));
        }
    }

    internal static void Set(Image picture, int x, int y, Rgb colour)
    {
        var at = ((y * picture.Width) + x) * 3;
        (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]) = (colour.R, colour.G, colour.B);
    }
}
