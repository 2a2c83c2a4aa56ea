using System.Numerics;
using System.Runtime.InteropServices;
using FpgaSeg.Core.Diagnostics;

namespace FpgaSeg.Graph.Float;

/// <summary>A function of two maps, the second repeated to the shape of the first.</summary>
internal static class PairKernel
{
    public static Unit Run(KernelCall call, Func<Vector<float>, Vector<float>, Vector<float>> function)
    {
        var (first, second, output) = (call.Inputs[0], call.Inputs[1], call.Output);
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            var gate = second.Channel(second.Shape.Channels == 1 ? 0 : c);
            if (gate.Length == 1)
                OfOne(first.Channel(c), gate[0], output.Channel(c), function);
            else
                OfTwo(first.Channel(c), gate, output.Channel(c), function);
        }

        return default;
    }

    private static void OfOne(ReadOnlySpan<float> a, float b, Span<float> y, Func<Vector<float>, Vector<float>, Vector<float>> function)
    {
        var from = Vectors(a);
        var to = Vectors(y);
        var repeated = new Vector<float>(b);
        for (var i = 0; i < from.Length; i++)
            to[i] = function(from[i], repeated);
        for (var i = from.Length * Vector<float>.Count; i < y.Length; i++)
            y[i] = function(new Vector<float>(a[i]), repeated)[0];
    }

    private static void OfTwo(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, Func<Vector<float>, Vector<float>, Vector<float>> function)
    {
        var left = Vectors(a);
        var right = Vectors(b);
        var to = Vectors(y);
        for (var i = 0; i < left.Length; i++)
            to[i] = function(left[i], right[i]);
        for (var i = left.Length * Vector<float>.Count; i < y.Length; i++)
            y[i] = function(new Vector<float>(a[i]), new Vector<float>(b[i]))[0];
    }

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> row) => MemoryMarshal.Cast<float, Vector<float>>(row);

    private static Span<Vector<float>> Vectors(Span<float> row) => MemoryMarshal.Cast<float, Vector<float>>(row);
}
