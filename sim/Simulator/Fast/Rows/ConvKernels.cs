using System.Runtime.CompilerServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <content>The loops of convolutions: a few output channels by two vectors of columns, all taps in registers, then the ending.</content>
internal sealed unsafe partial class RowKernels<L, V>
{
    [MethodImpl(Hot | MethodImplOptions.NoInlining)]
    private static void Four<E>(int* rows, Taps taps, ConvTarget target, int channel, int count)
        where E : struct, IEnding<L, V>
    {
        ChannelEnd endA = target.End(channel), endB = target.End(channel + 1), endC = target.End(channel + 2), endD = target.End(channel + 3);
        var rules = target.Rules;
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
            var column = (byte*)(rows + x);
            var w = taps.Weights;
            nint* offset = taps.Offsets, end = taps.Offsets + taps.Count;
            for (; offset < end; offset++)
            {
                var p = (int*)(column + *offset);
                V v0 = L.Load(p), v1 = L.Load(p + L.Count);
                V wa = L.Splat(w[0]), wb = L.Splat(w[1]), wc = L.Splat(w[2]), wd = L.Splat(w[3]);
                a0 = L.MultiplyAddPairs(a0, v0, wa);
                a1 = L.MultiplyAddPairs(a1, v1, wa);
                b0 = L.MultiplyAddPairs(b0, v0, wb);
                b1 = L.MultiplyAddPairs(b1, v1, wb);
                c0 = L.MultiplyAddPairs(c0, v0, wc);
                c1 = L.MultiplyAddPairs(c1, v1, wc);
                d0 = L.MultiplyAddPairs(d0, v0, wd);
                d1 = L.MultiplyAddPairs(d1, v1, wd);
                w += 4;
            }

            E.Two(endA, endB, rules, x, a0, a1, b0, b1);
            E.Two(endC, endD, rules, x, c0, c1, d0, d1);
        }
    }

    [MethodImpl(Hot | MethodImplOptions.NoInlining)]
    private static void Two<E>(int* rows, nint second, Taps taps, ConvTarget target, int channel, int count)
        where E : struct, IEnding<L, V>
    {
        ChannelEnd endA = target.End(channel), endB = target.End(channel + 1);
        var rules = target.Rules;
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0, b0 = a0, b1 = a0;
            var column = (byte*)(rows + x);
            nint* offset = taps.Offsets, end = taps.Offsets + taps.Count;
            int* w = taps.Weights, v = taps.Weights + taps.Count;
            for (; offset < end; offset++)
            {
                int* p = (int*)(column + *offset), q = (int*)((byte*)p + second);
                V wa = L.Splat(*w++), wb = L.Splat(*v++);
                a0 = L.MultiplyAddPairs(a0, L.Load(p), wa);
                a1 = L.MultiplyAddPairs(a1, L.Load(p + L.Count), wa);
                b0 = L.MultiplyAddPairs(b0, L.Load(q), wb);
                b1 = L.MultiplyAddPairs(b1, L.Load(q + L.Count), wb);
            }

            E.Two(endA, endB, rules, x, a0, a1, b0, b1);
        }
    }

    [MethodImpl(Hot | MethodImplOptions.NoInlining)]
    private static void One<E>(int* rows, Taps taps, ConvTarget target, int channel, int count)
        where E : struct, IEnding<L, V>
    {
        var end = target.End(channel);
        var rules = target.Rules;
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0;
            var column = (byte*)(rows + x);
            for (var t = 0; t < taps.Count; t++)
            {
                var p = (int*)(column + taps.Offsets[t]);
                var w = L.Splat(taps.Weights[t]);
                a0 = L.MultiplyAddPairs(a0, L.Load(p), w);
                a1 = L.MultiplyAddPairs(a1, L.Load(p + L.Count), w);
            }

            E.One(end, rules, x, a0, a1);
        }
    }
}
