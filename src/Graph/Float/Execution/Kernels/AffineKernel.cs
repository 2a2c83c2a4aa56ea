using System.Numerics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>y = x * scale[c] + shift[c].</summary>
internal static class AffineKernel
{
    public static void Run(FloatAffine op, FeatureMap<float> input, FeatureMap<float> output)
    {
        for (var c = 0; c < input.Shape.Channels; c++)
            Run(input.Channel(c), output.Channel(c), op.Scale[c], op.Shift[c]);
    }

    private static void Run(ReadOnlySpan<float> x, Span<float> y, float scale, float shift)
    {
        var (scales, shifts) = (new Vector<float>(scale), new Vector<float>(shift));
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((new Vector<float>(x[i..]) * scales) + shifts).CopyTo(y[i..]);
        for (; i < x.Length; i++)
            y[i] = (x[i] * scale) + shift;
    }
}
