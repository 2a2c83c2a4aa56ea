using System.Numerics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>Doubling of height and width.</summary>
internal static class UpsampleKernels
{
    public static void Nearest(FeatureMap<float> input, FeatureMap<float> output)
    {
        for (var c = 0; c < input.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                var from = input.Row(c, y >> 1);
                var to = output.Row(c, y);
                for (var x = 0; x < from.Length; x++)
                    to[2 * x] = to[(2 * x) + 1] = from[x];
            }
        }
    }

    /// <summary>align_corners=False: rows are mixed 3 to 1 first, then columns.</summary>
    public static void Bilinear(FeatureMap<float> input, FeatureMap<float> output)
    {
        var mixed = new float[input.Shape.Width];
        for (var c = 0; c < input.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                var near = y >> 1;
                var far = Math.Clamp((y & 1) == 0 ? near - 1 : near + 1, 0, input.Shape.Height - 1);
                MixRows(input.Row(c, near), input.Row(c, far), mixed);
                MixColumns(mixed, output.Row(c, y));
            }
        }
    }

    private static void MixRows(ReadOnlySpan<float> near, ReadOnlySpan<float> far, Span<float> mixed)
    {
        var i = 0;
        for (; i <= mixed.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((new Vector<float>(near[i..]) * 0.75f) + (new Vector<float>(far[i..]) * 0.25f)).CopyTo(mixed[i..]);
        for (; i < mixed.Length; i++)
            mixed[i] = (near[i] * 0.75f) + (far[i] * 0.25f);
    }

    private static void MixColumns(ReadOnlySpan<float> mixed, Span<float> output)
    {
        for (var x = 0; x < mixed.Length; x++)
        {
            var near = 0.75f * mixed[x];
            output[2 * x] = near + (0.25f * mixed[Math.Max(x - 1, 0)]);
            output[(2 * x) + 1] = near + (0.25f * mixed[Math.Min(x + 1, mixed.Length - 1)]);
        }
    }
}
