using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FpgaSeg.Simulator.Fast.Lanes;

/// <summary>Eight lanes: AVX2 and FMA, elsewhere two halves of four.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<int>>
{
    public static int Count => 8;

    private static bool IsNative => Avx2.IsSupported && Fma.IsSupported;

    public static Vector256<int> Load(int* p) => Vector256.Load(p);

    public static void Store(int* p, Vector256<int> v) => v.Store(p);

    public static Vector256<int> Splat(int value) => Vector256.Create(value);

    public static Vector256<int> SplatFloat(float value) => Vector256.Create(value).AsInt32();

    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) => a + b;

    public static Vector256<int> Max(Vector256<int> a, Vector256<int> b) => Vector256.Max(a, b);

    public static Vector256<int> Min(Vector256<int> a, Vector256<int> b) => Vector256.Min(a, b);

    public static Vector256<int> Multiply(Vector256<int> a, Vector256<int> b) => a * b;

    public static Vector256<int> ShiftRight(Vector256<int> a, int count) => a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAddPairs(Vector256<int> sum, Vector256<int> a, Vector256<int> b) => IsNative
        ? Avx2.Add(sum, Avx2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16()))
        : Vector256.Create(
            Lanes128.MultiplyAddPairs(sum.GetLower(), a.GetLower(), b.GetLower()), Lanes128.MultiplyAddPairs(sum.GetUpper(), a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ScaleFloat(Vector256<int> a, Vector256<int> factor, Vector256<int> offset) => IsNative
        ? Avx.ConvertToVector256Int32(Fma.MultiplyAdd(Avx.ConvertToVector256Single(a), factor.AsSingle(), offset.AsSingle()))
        : Vector256.Create(
            Lanes128.ScaleFloat(a.GetLower(), factor.GetLower(), offset.GetLower()), Lanes128.ScaleFloat(a.GetUpper(), factor.GetUpper(), offset.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ScaleDouble(Vector256<int> a, double factor, double offset) =>
        Vector256.Create(Lanes128.ScaleDouble(a.GetLower(), factor, offset), Lanes128.ScaleDouble(a.GetUpper(), factor, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadBytes(byte* p, bool signed)
    {
        if (!IsNative)
            return Vector256.Create(Lanes128.LoadBytes(p, signed), Lanes128.LoadBytes(p + 4, signed));
        return signed ? Avx2.ConvertToVector256Int32((sbyte*)p) : Avx2.ConvertToVector256Int32(p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* p, Vector256<int> a, Vector256<int> b, Vector256<int> low, Vector256<int> high, Vector256<int> flip)
    {
        if (!IsNative)
        {
            var (l, h, f) = (low.GetLower(), high.GetLower(), flip.GetLower());
            Lanes128.StoreBytes(p, a.GetLower(), a.GetUpper(), l, h, f);
            Lanes128.StoreBytes(p + 8, b.GetLower(), b.GetUpper(), l, h, f);
            return;
        }

        // The pack works within 128 bits, so that groups of four come out as a0 b0 a1 b1.
        var words = Avx2.PackSignedSaturate(a, b);
        var bytes = Sse2.PackSignedSaturate(words.GetLower(), words.GetUpper());
        var limited = Sse41.Min(Sse41.Max(bytes, low.GetLower().AsSByte()), high.GetLower().AsSByte());
        Sse2.Shuffle(limited.AsInt32() ^ flip.GetLower(), 0b11_01_10_00).Store((int*)p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs(int* p, Vector256<int> a, Vector256<int> b, Vector256<int> centre, Vector256<int> low, Vector256<int> high)
    {
        if (!IsNative)
        {
            var (c, l, h) = (centre.GetLower(), low.GetLower(), high.GetLower());
            Lanes128.StorePairs(p, a.GetLower(), b.GetLower(), c, l, h);
            Lanes128.StorePairs(p + 4, a.GetUpper(), b.GetUpper(), c, l, h);
            return;
        }

        var words = Avx2.AddSaturate(Avx2.PackSignedSaturate(a, b), centre.AsInt16());
        var limited = Avx2.Min(Avx2.Max(words, low.AsInt16()), high.AsInt16());
        var order = Vector256.Create((byte)0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15, 0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
        Avx2.Shuffle(limited.AsByte(), order).AsInt32().Store(p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PackPairs(byte* a, byte* b, int* pairs, bool signed)
    {
        if (!IsNative)
        {
            Lanes128.PackPairs(a, b, pairs, signed);
            Lanes128.PackPairs(a + 8, b + 8, pairs + 8, signed);
            return;
        }

        var (first, second) = (Sse2.LoadVector128(a), Sse2.LoadVector128(b));
        Vector128<byte> low = Sse2.UnpackLow(first, second), high = Sse2.UnpackHigh(first, second);
        (signed ? Avx2.ConvertToVector256Int16(low.AsSByte()) : Avx2.ConvertToVector256Int16(low)).AsInt32().Store(pairs);
        (signed ? Avx2.ConvertToVector256Int16(high.AsSByte()) : Avx2.ConvertToVector256Int16(high)).AsInt32().Store(pairs + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxBytes(byte* a, byte* b, byte* larger, bool signed)
    {
        if (signed)
            Vector256.Max(Vector256.Load((sbyte*)a), Vector256.Load((sbyte*)b)).Store((sbyte*)larger);
        else
            Vector256.Max(Vector256.Load(a), Vector256.Load(b)).Store(larger);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InterleaveBytes(byte* even, byte* odd, byte* row)
    {
        Vector128<byte> first = Vector128.Load(even), second = Vector128.Load(odd);
        (Vector128.WidenLower(first) | (Vector128.WidenLower(second) << 8)).AsByte().Store(row);
        (Vector128.WidenUpper(first) | (Vector128.WidenUpper(second) << 8)).AsByte().Store(row + 16);
    }
}
