using System.Runtime.CompilerServices;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <content>The loops of convolutions: a few output channels by two vectors of columns, all taps in registers, then the ending.</content>
internal sealed unsafe partial class RowKernels<L, V>
{
    public override void Convolve(EndingKind kind, in ConvRow row)
    {
        switch (kind)
        {
            case EndingKind.Sums:
                Convolve<SumsEnding<L, V>>(row);
                break;
            case EndingKind.Bytes:
                Convolve<BytesEnding<L, V, Rounded<L, V>>>(row);
                break;
            case EndingKind.Pairs:
                Convolve<PairsEnding<L, V, Rounded<L, V>>>(row);
                break;
            case EndingKind.AddBytes:
                Convolve<BytesEnding<L, V, RoundedAndAdded<L, V>>>(row);
                break;
            default:
                Convolve<PairsEnding<L, V, RoundedAndAdded<L, V>>>(row);
                break;
        }
    }

    /// <summary>Not inlined, and neither are the loops: together they would exceed what the compiler inlines.</summary>
    [MethodImpl(Hot | MethodImplOptions.NoInlining)]
    private static void Convolve<E>(in ConvRow row)
        where E : struct, IEnding<L, V>
    {
        for (Block* block = row.Part->Blocks, end = block + row.Part->BlockCount; block < end; block++)
        {
            var channel = block->First - row.Part->FirstOutput;
            if (block->IsFour)
            {
                Four<E>(row, row.RowsOf(block->Plane), row.WeightsOf(block, 0), channel);
                continue;
            }

            var k = 0;
            for (; k + 1 < block->Count; k += 2)
                Two<E>(row, row.RowsOf(block->Plane + (k * block->PlaneStep)), block->PlaneStep * row.PlaneStride * sizeof(int), row.WeightsOf(block, k), channel + k);
            if (k < block->Count)
                One<E>(row, row.RowsOf(block->Plane + (k * block->PlaneStep)), row.WeightsOf(block, k), channel + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two<E>(in ConvRow row, int* rows, nint second, int* weights, int channel)
        where E : struct, IEnding<L, V>
    {
        if (L.Slides && row.Part->SlidingColumns > 0)
            SlidingTwo<E>(row, rows, second, weights, channel);
        else
            PlainTwo<E>(row, rows, second, weights, channel);
    }

    /// <summary>Four outputs of the same planes; weights tap by tap.</summary>
    [MethodImpl(Hot | MethodImplOptions.NoInlining)]
    private static void Four<E>(in ConvRow row, int* rows, int* weights, int channel)
        where E : struct, IEnding<L, V>
    {
        ChannelEnd endA = row.End(channel), endB = row.End(channel + 1), endC = row.End(channel + 2), endD = row.End(channel + 3);
        var (rules, count) = (row.Part->Rules, row.Columns);
        nint* offsets = row.Offsets, end = offsets + row.Part->Taps;
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
            var column = (byte*)(rows + x);
            var w = weights;
            for (var offset = offsets; offset < end; offset++)
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

    /// <summary>Two outputs, the second one's planes <paramref name="second"/> bytes behind the first one's and its weights behind all of the first one's.</summary>
    [MethodImpl(Hot | MethodImplOptions.NoInlining)]
    private static void PlainTwo<E>(in ConvRow row, int* rows, nint second, int* weights, int channel)
        where E : struct, IEnding<L, V>
    {
        ChannelEnd endA = row.End(channel), endB = row.End(channel + 1);
        var (rules, count) = (row.Part->Rules, row.Columns);
        nint* offsets = row.Offsets, end = offsets + row.Part->Taps;
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0, b0 = a0, b1 = a0;
            var column = (byte*)(rows + x);
            int* w = weights, v = weights + row.Part->Taps;
            for (var offset = offsets; offset < end; offset++)
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
    private static void One<E>(in ConvRow row, int* rows, int* weights, int channel)
        where E : struct, IEnding<L, V>
    {
        var last = row.End(channel);
        var (rules, count) = (row.Part->Rules, row.Columns);
        nint* offsets = row.Offsets, end = offsets + row.Part->Taps;
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0;
            var column = (byte*)(rows + x);
            var w = weights;
            for (var offset = offsets; offset < end; offset++)
            {
                var p = (int*)(column + *offset);
                var weight = L.Splat(*w++);
                a0 = L.MultiplyAddPairs(a0, L.Load(p), weight);
                a1 = L.MultiplyAddPairs(a1, L.Load(p + L.Count), weight);
            }

            E.One(last, rules, x, a0, a1);
        }
    }
}
