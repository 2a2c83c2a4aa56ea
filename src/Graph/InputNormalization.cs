using System.Collections.Immutable;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph;

/// <summary>What the network expects of its input: (pixel / 255 - Mean[c]) / StandardDeviation[c], channels in RGB order or grey.</summary>
public sealed record InputNormalization(ImmutableArray<double> Mean, ImmutableArray<double> StandardDeviation)
{
    /// <summary>pixel / 255.</summary>
    public static InputNormalization UnitRange(int channels) =>
        new([.. Enumerable.Repeat(0.0, channels)], [.. Enumerable.Repeat(1.0, channels)]);

    /// <summary>Whether it is pixel / 255 for every channel, which needs no operator.</summary>
    public bool IsUnitRange => Mean.All(m => m == 0) && StandardDeviation.All(s => s == 1);

    /// <summary>The normalised value of a raw pixel.</summary>
    public float Apply(byte pixel, int channel) => (float)(((pixel / 255.0) - Mean[channel]) / StandardDeviation[channel]);

    /// <summary>The network's float input for raw pixels.</summary>
    public FeatureMap<float> Apply(FeatureMap<byte> pixels)
    {
        var input = new FeatureMap<float>(pixels.Shape);
        for (var c = 0; c < pixels.Shape.Channels; c++)
        {
            var source = pixels.Channel(c);
            var target = input.Channel(c);
            for (var k = 0; k < source.Length; k++)
                target[k] = Apply(source[k], c);
        }

        return input;
    }
}
