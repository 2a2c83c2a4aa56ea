using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FpgaSeg.Simulator.Fast.Lanes;

/// <summary>Four lanes: SSE4.1 or NEON, elsewhere what the runtime makes of Vector128.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<int>>
{
    public static int Count => 4;

    public static Vector128<int> Load(int* p) => Vector128.Load(p);

    public static void Store(int* p, Vector128<int> v) => v.Store(p);

    public static Vector128<int> Splat(int value) => Vector128.Create(value);

    public static Vector128<int> SplatFloat(float value) => Vector128.Create(value).AsInt32();

    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => a + b;

    public static Vector128<int> Max(Vector128<int> a, Vector128<int> b) => Vector128.Max(a, b);

    public static Vector128<int> Min(Vector128<int> a, Vector128<int> b) => Vector128.Min(a, b);

    public static Vector128<int> Multiply(Vector128<int> a, Vector128<int> b) => a * b;

    public static Vector128<int> ShiftRight(Vector128<int> a, int count) => a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyAddPairs(Vector128<int> sum, Vector128<int> a, Vector128<int> b)
    {
        if (Sse2.IsSupported)
            return sum + Sse2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16());
        var low = ((a << 16) >> 16) * ((b << 16) >> 16);
        return sum + low + ((a >> 16) * (b >> 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ScaleFloat(Vector128<int> a, Vector128<int> factor, Vector128<int> offset)
    {
        var scaled = Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(a), factor.AsSingle(), offset.AsSingle());
        if (Sse2.IsSupported)
            return Sse2.ConvertToVector128Int32(scaled);
        return AdvSimd.IsSupported ? AdvSimd.ConvertToInt32RoundToEven(scaled) : Vector128.ConvertToInt32(Vector128.Round(scaled, MidpointRounding.ToEven));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ScaleDouble(Vector128<int> a, double factor, double offset)
    {
        if (Avx.IsSupported && Fma.IsSupported)
            return Avx.ConvertToVector128Int32(Fma.MultiplyAdd(Avx.ConvertToVector256Double(a), Vector256.Create(factor), Vector256.Create(offset)));
        var (lower, upper) = Vector128.Widen(a);
        return Vector128.Narrow(RoundDouble(lower, factor, offset), RoundDouble(upper, factor, offset));
    }

    private static Vector128<long> RoundDouble(Vector128<long> a, double factor, double offset) => Vector128.ConvertToInt64(Vector128.Round(
        Vector128.FusedMultiplyAdd(Vector128.ConvertToDouble(a), Vector128.Create(factor), Vector128.Create(offset)), MidpointRounding.ToEven));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadBytes(byte* p, bool signed)
    {
        var bytes = Vector128.CreateScalar(*(uint*)p);
        return signed
            ? Vector128.WidenLower(Vector128.WidenLower(bytes.AsSByte()))
            : Vector128.WidenLower(Vector128.WidenLower(bytes.AsByte())).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* p, Vector128<int> a, Vector128<int> b, Vector128<int> low, Vector128<int> high, Vector128<int> flip)
    {
        var words = Vector128.NarrowWithSaturation(a, b);
        var bytes = Vector128.NarrowWithSaturation(words, words);
        var limited = Vector128.Min(Vector128.Max(bytes, low.AsSByte()), high.AsSByte());
        *(ulong*)p = (limited.AsInt32() ^ flip).AsUInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs(int* p, Vector128<int> a, Vector128<int> b, Vector128<int> centre, Vector128<int> low, Vector128<int> high)
    {
        var words = Vector128.AddSaturate(Vector128.NarrowWithSaturation(a, b), centre.AsInt16());
        var limited = Vector128.Min(Vector128.Max(words, low.AsInt16()), high.AsInt16());
        Vector128.Shuffle(limited, Vector128.Create((short)0, 4, 1, 5, 2, 6, 3, 7)).AsInt32().Store(p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PackPairs(byte* a, byte* b, int* pairs, bool signed)
    {
        Pair(LoadBytes(a, signed), LoadBytes(b, signed)).Store(pairs);
        Pair(LoadBytes(a + 4, signed), LoadBytes(b + 4, signed)).Store(pairs + 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxBytes(byte* a, byte* b, byte* larger, bool signed)
    {
        if (signed)
            Vector128.Max(Vector128.Load((sbyte*)a), Vector128.Load((sbyte*)b)).Store((sbyte*)larger);
        else
            Vector128.Max(Vector128.Load(a), Vector128.Load(b)).Store(larger);
    }

    private static Vector128<int> Pair(Vector128<int> low, Vector128<int> high) => (low & Vector128.Create(0xFFFF)) | (high << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InterleaveBytes(byte* even, byte* odd, byte* row)
    {
        Vector128<byte> first = Vector128.CreateScalar(*(ulong*)even).AsByte(), second = Vector128.CreateScalar(*(ulong*)odd).AsByte();
        (Vector128.WidenLower(first) | (Vector128.WidenLower(second) << 8)).AsByte().Store(row);
    }
}
