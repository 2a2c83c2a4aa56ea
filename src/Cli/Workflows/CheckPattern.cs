using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Cli.Workflows;

/// <summary>
/// An image to check with where the user gives none: soft blobs over a gradient with noise, so that every part of the range occurs. It
/// proves that engines agree; it says nothing of accuracy.
/// </summary>
internal static class CheckPattern
{
    private const int Blobs = 12;

    public static FeatureMap<byte> Draw(FeatureShape shape, int seed)
    {
        var (random, map) = (new Random(seed), new FeatureMap<byte>(shape));
        var blobs = Enumerable.Range(0, Blobs)
            .Select(_ => (Y: random.NextDouble() * shape.Height, X: random.NextDouble() * shape.Width, Size: (0.02 + (0.08 * random.NextDouble())) * shape.Width))
            .ToArray();
        for (var c = 0; c < shape.Channels; c++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                for (var x = 0; x < shape.Width; x++)
                {
                    var light = blobs.Sum(b => Math.Exp(-((((y - b.Y) * (y - b.Y)) + ((x - b.X) * (x - b.X))) / (b.Size * b.Size))));
                    var value = (40.0 * x / shape.Width) + (20 * c) + (160 * light) + (30 * random.NextDouble());
                    map[c, y, x] = (byte)Math.Clamp(value, 0, 255);
                }
            }
        }

        return map;
    }
}
