using System.Runtime.CompilerServices;
using FpgaSeg.Simulator.Fast.Lanes;

namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>The inner loops on one kind of vector. Compiled with full optimisation at the first call: a single image must not wait for tiers.</summary>
internal sealed unsafe partial class RowKernels<L, V>() : RowKernels(2 * L.Count)
    where L : struct, ILanes<V>
    where V : struct
{
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    public override bool LooksUp => L.LooksUp;

    [MethodImpl(Hot)]
    public override void PackPairs(in PairRows rows, in PairEdges edges, int count, bool signed)
    {
        byte* a = rows.Rows;
        int* plane = rows.Planes;
        var (step, stride, second) = (rows.Step, rows.PlaneStride, rows.Second);
        var (left, width, right, distance, zero) = (edges.Left, edges.Width, edges.Right, edges.Distance, L.Splat(0));
        for (var k = 0; k < rows.Count; k++)
        {
            var b = rows.LastIsSingle && k == rows.Count - 1 ? a : a + second;
            for (var x = 0; x < count; x += 2 * L.Count)
                L.PackPairs(a + x, b + x, plane + x, signed);
            for (var x = 1; x <= left; x++)
                plane[-x] = x > distance || distance - x >= width ? 0 : (signed ? (sbyte)a[distance - x] : a[distance - x]) << 16;
            for (var x = Math.Max(0, width - distance); x < width; x++)
                plane[x] &= 0xFFFF;
            for (var x = 0; x < right; x += L.Count)
                L.Store(plane + width + x, zero);
            a += step;
            plane += stride;
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
    public override void Affine(byte* input, bool signed, ChannelScale scale, ByteRange range, byte* output, int count)
    {
        V factor = L.SplatFloat((float)scale.Factor), offset = L.SplatFloat((float)scale.Offset);
        var (low, high, flip) = Limits(range);
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a = L.LoadBytes(input + x, signed), b = L.LoadBytes(input + x + L.Count, signed);
            L.StoreBytes(output + x, Scale(a, scale, factor, offset), Scale(b, scale, factor, offset), low, high, flip);
        }
    }

    [MethodImpl(Hot)]
    public override void ScaleToBytes(int* sums, ChannelScale scale, ByteRange range, byte* output, int count)
    {
        V factor = L.SplatFloat((float)scale.Factor), offset = L.SplatFloat((float)scale.Offset);
        var (low, high, flip) = Limits(range);
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            V a = L.Load(sums + x), b = L.Load(sums + x + L.Count);
            L.StoreBytes(output + x, Scale(a, scale, factor, offset), Scale(b, scale, factor, offset), low, high, flip);
        }
    }

    [MethodImpl(Hot)]
    public override void ScaleToPairs(
        int* first, ChannelScale firstScale, int* second, ChannelScale secondScale, ByteRange range, int* pairs, int count)
    {
        V factorA = L.SplatFloat((float)firstScale.Factor), offsetA = L.SplatFloat((float)firstScale.Offset);
        V factorB = L.SplatFloat((float)secondScale.Factor), offsetB = L.SplatFloat((float)secondScale.Offset);
        V centre = L.Splat(EndingConstants.Shorts(range.Centre)), low = L.Splat(EndingConstants.Shorts(range.Low)), high = L.Splat(EndingConstants.Shorts(range.High));
        for (var x = 0; x < count; x += L.Count)
        {
            V a = Scale(L.Load(first + x), firstScale, factorA, offsetA), b = Scale(L.Load(second + x), secondScale, factorB, offsetB);
            L.StorePairs(pairs + x, a, b, centre, low, high);
        }
    }

    [MethodImpl(Hot)]
    public override void Add(SumOperand a, SumOperand b, SumScale scale, ByteRange range, byte* output, int count)
    {
        V half = L.Splat(scale.Half), multiplierA = L.Splat(a.Multiplier), multiplierB = L.Splat(b.Multiplier);
        var (low, high, flip) = Limits(range);
        for (var x = 0; x < count; x += 2 * L.Count)
        {
            var v0 = Sum(a, b, x, multiplierA, multiplierB, half, scale.Shift);
            var v1 = Sum(a, b, x + L.Count, multiplierA, multiplierB, half, scale.Shift);
            L.StoreBytes(output + x, v0, v1, low, high, flip);
        }
    }

    [MethodImpl(Hot)]
    public override void Lookup(byte* input, byte* table, byte* output, int count)
    {
        for (var x = 0; x < count && L.LooksUp; x += 4 * L.Count)
            L.Lookup(input + x, table, output + x);
        for (var x = 0; x < count && !L.LooksUp; x++)
            output[x] = table[input[x]];
    }

    [MethodImpl(Hot)]
    public override void Interleave(byte* even, byte* odd, byte* row, int count)
    {
        for (var x = 0; x < count; x += 2 * L.Count)
            L.InterleaveBytes(even + x, odd + x, row + (2 * x));
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
    private static V Scale(V sum, ChannelScale scale, V factor, V offset) =>
        scale.IsDouble ? L.ScaleDouble(sum, scale.Factor, scale.Offset) : L.ScaleFloat(sum, factor, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Low, V High, V Flip) Limits(ByteRange range) =>
        (L.Splat(EndingConstants.Bytes(range.CentredLow)), L.Splat(EndingConstants.Bytes(range.CentredHigh)), L.Splat(EndingConstants.Bytes(range.Flip)));
}
