using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Core.Imaging;

/// <summary>Images as the raw pixels that a network takes (docs/images.md).</summary>
public static class PixelTensor
{
    /// <summary>Reads an image file and fits it to <paramref name="shape"/>: grey or RGB by its channels, resized bilinearly.</summary>
    public static Result<FeatureMap<byte>> Load(string path, FeatureShape shape) =>
        ImageFile.Load(path).Then<FeatureMap<byte>>(image => FromImage(image, shape));

    /// <summary>Fits an image to <paramref name="shape"/>: first its channels, then its size.</summary>
    public static FeatureMap<byte> FromImage(Image image, FeatureShape shape)
    {
        var fitted = ImageResizer.Resize(ColourConversion.Convert(image, shape.Channels), shape.Width, shape.Height);
        var pixels = new FeatureMap<byte>(shape);
        for (var k = 0; k < shape.Pixels; k++)
        {
            for (var c = 0; c < shape.Channels; c++)
                pixels.Data[(c * shape.Pixels) + k] = fitted.Pixels[(k * shape.Channels) + c];
        }

        return pixels;
    }

    /// <summary>The bytes as the link carries them: rows, columns, channels.</summary>
    public static byte[] Interleave(FeatureMap<byte> pixels)
    {
        var (shape, bytes) = (pixels.Shape, new byte[pixels.Shape.Count]);
        for (var c = 0; c < shape.Channels; c++)
        {
            for (var k = 0; k < shape.Pixels; k++)
                bytes[(k * shape.Channels) + c] = pixels.Data[(c * shape.Pixels) + k];
        }

        return bytes;
    }
}
