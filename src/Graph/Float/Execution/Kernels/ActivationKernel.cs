using System.Numerics;

namespace FpgaSeg.Graph.Float;

/// <summary>A scalar function of every element; the common ones have a vector form, every other one runs from the catalogue.</summary>
internal static class ActivationKernel
{
    public static void Run(ActivationFunction function, ReadOnlySpan<float> x, Span<float> y)
    {
        var done = 0;
        if (ReferenceEquals(function, ActivationFunction.Relu))
            done = Relu(x, y);
        else if (ReferenceEquals(function, ActivationFunction.HardSwish))
            done = HardSwish(x, y);
        for (var i = done; i < x.Length; i++)
            y[i] = (float)function.Evaluate(x[i]);
    }

    private static int Relu(ReadOnlySpan<float> x, Span<float> y)
    {
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Max(new Vector<float>(x[i..]), Vector<float>.Zero).CopyTo(y[i..]);
        return i;
    }

    private static int HardSwish(ReadOnlySpan<float> x, Span<float> y)
    {
        var (sixth, half) = (new Vector<float>(1f / 6), new Vector<float>(0.5f));
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(x[i..]);
            var gate = Vector.Min(Vector.Max((v * sixth) + half, Vector<float>.Zero), Vector<float>.One);
            (v * gate).CopyTo(y[i..]);
        }

        return i;
    }
}
