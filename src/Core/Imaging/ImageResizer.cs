namespace FpgaSeg.Core.Imaging;

/// <summary>Brings pictures to the size of a network's input, with the integers of PIL, which training uses (docs/images.md).</summary>
public static class ImageResizer
{
    /// <summary>Bilinear, anti-aliased when shrinking; columns first, then rows, each rounded to 8 bits. Equals PIL's BILINEAR.</summary>
    public static Image Resize(Image image, int width, int height)
    {
        var columns = width == image.Width ? image : ResizeColumns(image, width);
        return height == image.Height ? columns : ResizeRows(columns, height);
    }

    /// <summary>The sample whose area holds the centre of the output pixel. Equals PIL's NEAREST; meant for masks.</summary>
    public static Image ResizeNearest(Image image, int width, int height)
    {
        var result = new Image(width, height, image.Channels);
        var (columns, rows) = (NearestIndexes(image.Width, width), NearestIndexes(image.Height, height));
        for (var y = 0; y < height; y++)
        {
            var source = image.Row(rows[y]);
            var target = result.Row(y);
            for (var x = 0; x < width; x++)
                source.Slice(columns[x] * image.Channels, image.Channels).CopyTo(target[(x * image.Channels)..]);
        }
        return result;
    }

    private static Image ResizeColumns(Image image, int width)
    {
        var kernel = ResizeKernel.Create(image.Width, width);
        var result = new Image(width, image.Height, image.Channels);
        for (var y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> source = image.Row(y);
            var target = result.Row(y);
            for (var i = 0; i < target.Length; i++)
            {
                var (x, channel) = (i / image.Channels, i % image.Channels);
                target[i] = Sum(source, (kernel.First[x] * image.Channels) + channel, image.Channels, kernel.Weights[x]);
            }
        }
        return result;
    }

    private static Image ResizeRows(Image image, int height)
    {
        var kernel = ResizeKernel.Create(image.Height, height);
        var result = new Image(image.Width, height, image.Channels);
        var rowLength = image.Width * image.Channels;
        for (var y = 0; y < height; y++)
        {
            var target = result.Row(y);
            for (var i = 0; i < rowLength; i++)
                target[i] = Sum(image.Pixels, (kernel.First[y] * rowLength) + i, rowLength, kernel.Weights[y]);
        }
        return result;
    }

    private static byte Sum(ReadOnlySpan<byte> samples, int first, int step, int[] weights)
    {
        var sum = 1 << (ResizeKernel.Precision - 1);
        for (var k = 0; k < weights.Length; k++)
            sum += samples[first + (k * step)] * weights[k];
        return (byte)Math.Clamp(sum >> ResizeKernel.Precision, 0, 255);
    }

    // Sums of steps, not products: the rounding of PIL's own loop decides at the edges.
    private static int[] NearestIndexes(int input, int output)
    {
        var indexes = new int[output];
        var step = (double)input / output;
        var position = step * 0.5;
        for (var i = 0; i < output; i++, position += step)
            indexes[i] = Math.Min((int)position, input - 1);
        return indexes;
    }
}
