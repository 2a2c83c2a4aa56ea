using System.Runtime.CompilerServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <content>
/// Depthwise convolutions on vectors of which one instruction takes the middle of two. Loads at two lanes' distance would cross a cache line almost every time; here one
/// load serves all taps of a kernel row.
/// </content>
internal sealed unsafe partial class RowKernels<L, V>
{
    [MethodImpl(Hot | MethodImplOptions.NoInlining)]
    private static void SlidingTwo<E>(in ConvRow row, int* rows, nint second, int* weights, int channel)
        where E : struct, IEnding<L, V>
    {
        ChannelEnd endA = row.End(channel), endB = row.End(channel + 1);
        var (rules, count, columns) = (row.Part->Rules, row.Columns, row.Part->SlidingColumns);
        nint* offsets = row.Offsets, end = offsets + row.Part->Taps;
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0, b0 = a0, b1 = a0;
            var column = (byte*)(rows + x);
            int* w = weights, v = weights + row.Part->Taps;
            for (var offset = offsets; offset < end; offset += columns, w += columns, v += columns)
            {
                int* p = (int*)(column + *offset), q = (int*)((byte*)p + second);
                V p0 = L.Load(p), p1 = L.Load(p + L.Count), p2 = L.Load(p + (2 * L.Count));
                V q0 = L.Load(q), q1 = L.Load(q + L.Count), q2 = L.Load(q + (2 * L.Count));
                V wa = L.Splat(w[0]), wb = L.Splat(v[0]);
                a0 = L.MultiplyAddPairs(a0, p0, wa);
                a1 = L.MultiplyAddPairs(a1, p1, wa);
                b0 = L.MultiplyAddPairs(b0, q0, wb);
                b1 = L.MultiplyAddPairs(b1, q1, wb);
                (wa, wb) = (L.Splat(w[1]), L.Splat(v[1]));
                a0 = L.MultiplyAddPairs(a0, L.SlideTwo(p0, p1), wa);
                a1 = L.MultiplyAddPairs(a1, L.SlideTwo(p1, p2), wa);
                b0 = L.MultiplyAddPairs(b0, L.SlideTwo(q0, q1), wb);
                b1 = L.MultiplyAddPairs(b1, L.SlideTwo(q1, q2), wb);
                if (columns > 2)
                {
                    (wa, wb) = (L.Splat(w[2]), L.Splat(v[2]));
                    a0 = L.MultiplyAddPairs(a0, L.SlideFour(p0, p1), wa);
                    a1 = L.MultiplyAddPairs(a1, L.SlideFour(p1, p2), wa);
                    b0 = L.MultiplyAddPairs(b0, L.SlideFour(q0, q1), wb);
                    b1 = L.MultiplyAddPairs(b1, L.SlideFour(q1, q2), wb);
                }

                if (columns > 3)
                {
                    (wa, wb) = (L.Splat(w[3]), L.Splat(v[3]));
                    a0 = L.MultiplyAddPairs(a0, L.SlideSix(p0, p1), wa);
                    a1 = L.MultiplyAddPairs(a1, L.SlideSix(p1, p2), wa);
                    b0 = L.MultiplyAddPairs(b0, L.SlideSix(q0, q1), wb);
                    b1 = L.MultiplyAddPairs(b1, L.SlideSix(q1, q2), wb);
                }
            }

            E.Two(endA, endB, rules, x, a0, a1, b0, b1);
        }
    }
}
