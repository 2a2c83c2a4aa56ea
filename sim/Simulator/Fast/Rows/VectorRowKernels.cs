using System.Runtime.CompilerServices;
using FpgaSeg.Simulator.Fast.Lanes;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>The inner loops on one kind of vector. Compiled with full optimisation at the first call: a single image must not wait for tiers.</summary>
internal sealed unsafe class RowKernels<L, V> : RowKernels
    where L : struct, ILanes<V>
    where V : struct
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    public override int Granule => 4 * L.Count;

    [MethodImpl(Hot)]
    public override void PackPairs(byte* a, byte* b, int* pairs, int count, bool signed)
    {
        for (var x = 0; x < count; x += 2 * L.Count)
            L.PackPairs(a + x, b + x, pairs + x, signed);
    }

    [MethodImpl(Hot)]
    public override void FourSums(int* rows, Taps taps, int* sums, int stride, int count)
    {
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
            int* w = taps.Weights, offset = taps.Offsets, end = taps.Offsets + taps.Count;
            for (; offset < end; offset++)
            {
                var p = rows + *offset + x;
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

            StoreTwo(sums + x, a0, a1);
            StoreTwo(sums + stride + x, b0, b1);
            StoreTwo(sums + (2 * stride) + x, c0, c1);
            StoreTwo(sums + (3 * stride) + x, d0, d1);
        }
    }

    [MethodImpl(Hot)]
    public override void OneSum(int* rows, Taps taps, int* sums, int count)
    {
        for (var x = 0; x < count; x += 4 * L.Count)
        {
            V a0 = L.Splat(0), a1 = a0, a2 = a0, a3 = a0;
            for (var t = 0; t < taps.Count; t++)
            {
                var p = rows + taps.Offsets[t] + x;
                var w = L.Splat(taps.Weights[t]);
                a0 = L.MultiplyAddPairs(a0, L.Load(p), w);
                a1 = L.MultiplyAddPairs(a1, L.Load(p + L.Count), w);
                a2 = L.MultiplyAddPairs(a2, L.Load(p + (2 * L.Count)), w);
                a3 = L.MultiplyAddPairs(a3, L.Load(p + (3 * L.Count)), w);
            }

            StoreTwo(sums + x, a0, a1);
            StoreTwo(sums + x + (2 * L.Count), a2, a3);
        }
    }

    [MethodImpl(Hot)]
    public override void Rectify(int* sums, int bias, int count)
    {
        V offset = L.Splat(bias), zero = L.Splat(0);
        for (var x = 0; x < count; x += L.Count)
            L.Store(sums + x, L.Max(L.Add(L.Load(sums + x), offset), zero));
    }

    [MethodImpl(Hot)]
    public override void Widen(byte* bytes, int* integers, int count, bool signed)
    {
        for (var x = 0; x < count; x += L.Count)
            L.Store(integers + x, L.LoadBytes(bytes + x, signed));
    }

    [MethodImpl(Hot)]
    public override void ScaleToBytes(int* sums, ChannelScale scale, ByteRange range, byte* output, int count)
    {
        V factor = L.SplatFloat((float)scale.Factor), offset = L.SplatFloat((float)scale.Offset);
        V low = L.SplatByte(range.CentredLow), high = L.SplatByte(range.CentredHigh), flip = L.SplatByte(range.Flip);
        for (var x = 0; x < count; x += 4 * L.Count)
        {
            var p = sums + x;
            V a = L.Load(p), b = L.Load(p + L.Count), c = L.Load(p + (2 * L.Count)), d = L.Load(p + (3 * L.Count));
            if (scale.IsDouble)
            {
                a = L.ScaleDouble(a, scale.Factor, scale.Offset);
                b = L.ScaleDouble(b, scale.Factor, scale.Offset);
                c = L.ScaleDouble(c, scale.Factor, scale.Offset);
                d = L.ScaleDouble(d, scale.Factor, scale.Offset);
            }
            else
            {
                a = L.ScaleFloat(a, factor, offset);
                b = L.ScaleFloat(b, factor, offset);
                c = L.ScaleFloat(c, factor, offset);
                d = L.ScaleFloat(d, factor, offset);
            }

            L.StoreBytes(output + x, (a, b, c, d), low, high, flip);
        }
    }

    [MethodImpl(Hot)]
    public override void ScaleToPairs(
        int* first, ChannelScale firstScale, int* second, ChannelScale secondScale, ByteRange range, int* pairs, int count)
    {
        V factorA = L.SplatFloat((float)firstScale.Factor), offsetA = L.SplatFloat((float)firstScale.Offset);
        V factorB = L.SplatFloat((float)secondScale.Factor), offsetB = L.SplatFloat((float)secondScale.Offset);
        V centre = L.SplatShort((short)range.Centre), low = L.SplatShort((short)range.Low), high = L.SplatShort((short)range.High);
        for (var x = 0; x < count; x += L.Count)
        {
            V a = L.Load(first + x), b = L.Load(second + x);
            a = firstScale.IsDouble ? L.ScaleDouble(a, firstScale.Factor, firstScale.Offset) : L.ScaleFloat(a, factorA, offsetA);
            b = secondScale.IsDouble ? L.ScaleDouble(b, secondScale.Factor, secondScale.Offset) : L.ScaleFloat(b, factorB, offsetB);
            L.StorePairs(pairs + x, a, b, centre, low, high);
        }
    }

    [MethodImpl(Hot)]
    public override void Add(SumOperand a, SumOperand b, SumScale scale, ByteRange range, byte* output, int count)
    {
        V half = L.Splat(scale.Half), multiplierA = L.Splat(a.Multiplier), multiplierB = L.Splat(b.Multiplier);
        V low = L.SplatByte(range.CentredLow), high = L.SplatByte(range.CentredHigh), flip = L.SplatByte(range.Flip);
        for (var x = 0; x < count; x += 4 * L.Count)
        {
            var v0 = Sum(a, b, x, multiplierA, multiplierB, half, scale.Shift);
            var v1 = Sum(a, b, x + L.Count, multiplierA, multiplierB, half, scale.Shift);
            var v2 = Sum(a, b, x + (2 * L.Count), multiplierA, multiplierB, half, scale.Shift);
            var v3 = Sum(a, b, x + (3 * L.Count), multiplierA, multiplierB, half, scale.Shift);
            L.StoreBytes(output + x, (v0, v1, v2, v3), low, high, flip);
        }
    }

    [MethodImpl(Hot)]
    public override void Max(byte* a, byte* b, byte* larger, int count, bool signed)
    {
        for (var x = 0; x < count; x += 4 * L.Count)
            L.MaxBytes(a + x, b + x, larger + x, signed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum(SumOperand a, SumOperand b, int x, V multiplierA, V multiplierB, V half, int shift)
    {
        var products = L.Add(L.Multiply(L.LoadBytes(a.Row + x, a.Signed), multiplierA), L.Multiply(L.LoadBytes(b.Row + x, b.Signed), multiplierB));
        return L.ShiftRight(L.Add(products, half), shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(int* p, V first, V second)
    {
        L.Store(p, first);
        L.Store(p + L.Count, second);
    }
}
