using System.Numerics;
using System.Runtime.InteropServices;

namespace FpgaSeg.Graph.Float;

/// <summary>A scalar function of every element; the common ones have a vector form, every other one runs from the catalogue.</summary>
internal static class ActivationKernel
{
    public static void Run(ActivationFunction function, ReadOnlySpan<float> x, Span<float> y)
    {
        if (VectorFunctions.Find(function) is { } vectors)
        {
            Run(vectors, x, y);
            return;
        }

        for (var i = 0; i < x.Length; i++)
            y[i] = (float)function.Evaluate(x[i]);
    }

    private static void Run(Func<Vector<float>, Vector<float>> function, ReadOnlySpan<float> x, Span<float> y)
    {
        var whole = x.Length - (x.Length % Vector<float>.Count);
        var from = MemoryMarshal.Cast<float, Vector<float>>(x[..whole]);
        var to = MemoryMarshal.Cast<float, Vector<float>>(y[..whole]);
        for (var i = 0; i < from.Length; i++)
            to[i] = function(from[i]);
        // The rest through the same arithmetic, so that a value does not depend on its place.
        Span<float> rest = stackalloc float[Vector<float>.Count];
        rest.Clear();
        x[whole..].CopyTo(rest);
        function(new Vector<float>(rest)).CopyTo(rest);
        rest[..(x.Length - whole)].CopyTo(y[whole..]);
    }
}
