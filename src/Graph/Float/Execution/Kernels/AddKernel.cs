using System.Numerics;

namespace FpgaSeg.Graph.Float;

/// <summary>Element-wise sum.</summary>
internal static class AddKernel
{
    public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> sum)
    {
        var i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(a[i..]) + new Vector<float>(b[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++)
            sum[i] = a[i] + b[i];
    }
}
