using FpgaSeg.Core.Imaging;
using FpgaSeg.Core.Imaging.Drawing;

namespace FpgaSeg.Reports.Evaluation;

/// <summary>The pictures of one image, as PNG.</summary>
internal static class OverlayPictures
{
    private static readonly Rgb MaskColour = new(46, 204, 140);
    private static readonly Rgb Lost = new(255, 140, 0);
    private static readonly Rgb Gained = new(64, 156, 255);

    public static byte[] Original(SegmentedImage image) => ImageFile.EncodePng(ImageOf(image));

    public static byte[] Masked(SegmentedImage image, Mask mask)
    {
        var grey = new Image(mask.Width, mask.Height, 1, mask.Values);
        return ImageFile.EncodePng(MaskOverlay.Draw(ImageOf(image), grey, MaskColour));
    }

    /// <summary>The image in dim grey; pixels of one mask only in the colour of their kind, with a halo so that single ones are seen.</summary>
    public static byte[] Difference(SegmentedImage image)
    {
        var picture = ColourConversion.ToRgb(Dim(ColourConversion.ToGrey(ImageOf(image))));
        foreach (var (isHalo, reach) in new[] { (true, 1), (false, 0) })
        {
            for (var k = 0; k < image.Float.Values.Length; k++)
            {
                if (image.Float.Values[k] != image.Fixed.Values[k])
                    Paint(picture, k % picture.Width, k / picture.Width, image.Float.Values[k] != 0 ? Lost : Gained, reach, isHalo);
            }
        }

        return ImageFile.EncodePng(picture);
    }

    private static Image ImageOf(SegmentedImage image)
    {
        var shape = image.Pixels.Shape;
        return new Image(shape.Width, shape.Height, shape.Channels, PixelTensor.Interleave(image.Pixels));
    }

    private static Image Dim(Image grey) => new(grey.Width, grey.Height, 1, Array.ConvertAll(grey.Pixels, v => (byte)(24 + (v / 3))));

    private static void Paint(Image picture, int x, int y, Rgb colour, int reach, bool isHalo)
    {
        for (var v = Math.Max(0, y - reach); v <= Math.Min(picture.Height - 1, y + reach); v++)
        {
            for (var u = Math.Max(0, x - reach); u <= Math.Min(picture.Width - 1, x + reach); u++)
            {
                var pixel = picture.Pixels.AsSpan(((v * picture.Width) + u) * 3, 3);
                (pixel[0], pixel[1], pixel[2]) = isHalo
                    ? ((byte)((pixel[0] + colour.R) / 2), (byte)((pixel[1] + colour.G) / 2), (byte)((pixel[2] + colour.B) / 2))
                    : (colour.R, colour.G, colour.B);
            }
        }
    }
}
