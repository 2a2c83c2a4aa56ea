using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>The inner loops of convolution: output rows as sums of weighted input rows, held in registers.</summary>
internal static class RowDots
{
    /// <summary>Row <paramref name="y"/> of four output channels from <paramref name="o"/> on, two vectors of columns at a time.</summary>
    public static void Four(
        ConvRows rows, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, FeatureMap<float> output, int o, int y)
    {
        var count = Vector<float>.Count;
        ref var data = ref MemoryMarshal.GetReference(rows.Data);
        for (var x = 0; x < output.Shape.Width; x += 2 * count)
        {
            Vector<float> a0 = new(bias[0]), b0 = new(bias[1]), c0 = new(bias[2]), d0 = new(bias[3]);
            var (a1, b1, c1, d1) = (a0, b0, c0, d0);
            ref var w = ref MemoryMarshal.GetReference(weights);
            foreach (var offset in rows.Offsets)
            {
                var v0 = Vector.LoadUnsafe(ref data, (nuint)(offset + x));
                var v1 = Vector.LoadUnsafe(ref data, (nuint)(offset + x + count));
                Vector<float> wa = new(w), wb = new(Unsafe.Add(ref w, 1)), wc = new(Unsafe.Add(ref w, 2)), wd = new(Unsafe.Add(ref w, 3));
                (a0, a1) = (Vector.MultiplyAddEstimate(v0, wa, a0), Vector.MultiplyAddEstimate(v1, wa, a1));
                (b0, b1) = (Vector.MultiplyAddEstimate(v0, wb, b0), Vector.MultiplyAddEstimate(v1, wb, b1));
                (c0, c1) = (Vector.MultiplyAddEstimate(v0, wc, c0), Vector.MultiplyAddEstimate(v1, wc, c1));
                (d0, d1) = (Vector.MultiplyAddEstimate(v0, wd, d0), Vector.MultiplyAddEstimate(v1, wd, d1));
                w = ref Unsafe.Add(ref w, 4);
            }

            Store(output.Row(o, y), x, a0, a1);
            Store(output.Row(o + 1, y), x, b0, b1);
            Store(output.Row(o + 2, y), x, c0, c1);
            Store(output.Row(o + 3, y), x, d0, d1);
        }
    }

    /// <summary>One row of one output channel, four vectors of columns at a time.</summary>
    public static void One(ConvRows rows, ReadOnlySpan<float> weights, float bias, Span<float> output)
    {
        var count = Vector<float>.Count;
        ref var data = ref MemoryMarshal.GetReference(rows.Data);
        for (var x = 0; x < output.Length; x += 4 * count)
        {
            var a0 = new Vector<float>(bias);
            var (a1, a2, a3) = (a0, a0, a0);
            for (var t = 0; t < weights.Length; t++)
            {
                var at = (nuint)(rows.Offsets[t] + x);
                var w = new Vector<float>(weights[t]);
                a0 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref data, at), w, a0);
                a1 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref data, at + (nuint)count), w, a1);
                a2 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref data, at + (nuint)(2 * count)), w, a2);
                a3 = Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref data, at + (nuint)(3 * count)), w, a3);
            }

            Store(output, x, a0, a1);
            Store(output, x + (2 * count), a2, a3);
        }
    }

    private static void Store(Span<float> row, int x, Vector<float> first, Vector<float> second)
    {
        Store(row, x, first);
        Store(row, x + Vector<float>.Count, second);
    }

    /// <summary>Stores what lies inside the row.</summary>
    private static void Store(Span<float> row, int x, Vector<float> values)
    {
        if (x + Vector<float>.Count <= row.Length)
        {
            values.CopyTo(row[x..]);
            return;
        }

        for (var i = x; i < row.Length; i++)
            row[i] = values[i - x];
    }
}
