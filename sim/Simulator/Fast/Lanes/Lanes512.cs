using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FpgaSeg.Simulator.Fast.Lanes;

/// <summary>Sixteen lanes: the multiply-add of AVX-512 BW, everything about it in halves of eight.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<int>>
{
    public static int Count => 16;

    public static Vector512<int> Load(int* p) => Vector512.Load(p);

    public static void Store(int* p, Vector512<int> v) => v.Store(p);

    public static Vector512<int> Splat(int value) => Vector512.Create(value);

    public static Vector512<int> SplatFloat(float value) => Vector512.Create(value).AsInt32();

    public static Vector512<int> SplatShort(short value) => Vector512.Create(value).AsInt32();

    public static Vector512<int> SplatByte(byte value) => Vector512.Create(value).AsInt32();

    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    public static Vector512<int> Max(Vector512<int> a, Vector512<int> b) => Vector512.Max(a, b);

    public static Vector512<int> Multiply(Vector512<int> a, Vector512<int> b) => a * b;

    public static Vector512<int> ShiftRight(Vector512<int> a, int count) => a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAddPairs(Vector512<int> sum, Vector512<int> a, Vector512<int> b) => Avx512BW.IsSupported
        ? sum + Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16())
        : Vector512.Create(
            Lanes256.MultiplyAddPairs(sum.GetLower(), a.GetLower(), b.GetLower()), Lanes256.MultiplyAddPairs(sum.GetUpper(), a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ScaleFloat(Vector512<int> a, Vector512<int> factor, Vector512<int> offset) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(Avx512F.FusedMultiplyAdd(Avx512F.ConvertToVector512Single(a), factor.AsSingle(), offset.AsSingle()))
        : Vector512.Create(
            Lanes256.ScaleFloat(a.GetLower(), factor.GetLower(), offset.GetLower()), Lanes256.ScaleFloat(a.GetUpper(), factor.GetUpper(), offset.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ScaleDouble(Vector512<int> a, double factor, double offset) =>
        Vector512.Create(Lanes256.ScaleDouble(a.GetLower(), factor, offset), Lanes256.ScaleDouble(a.GetUpper(), factor, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadBytes(byte* p, bool signed) =>
        Vector512.Create(Lanes256.LoadBytes(p, signed), Lanes256.LoadBytes(p + 8, signed));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(
        byte* p, (Vector512<int> A, Vector512<int> B, Vector512<int> C, Vector512<int> D) values, Vector512<int> low, Vector512<int> high, Vector512<int> flip)
    {
        var (l, h, f) = (low.GetLower(), high.GetLower(), flip.GetLower());
        Lanes256.StoreBytes(p, (values.A.GetLower(), values.A.GetUpper(), values.B.GetLower(), values.B.GetUpper()), l, h, f);
        Lanes256.StoreBytes(p + 32, (values.C.GetLower(), values.C.GetUpper(), values.D.GetLower(), values.D.GetUpper()), l, h, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs(int* p, Vector512<int> a, Vector512<int> b, Vector512<int> centre, Vector512<int> low, Vector512<int> high)
    {
        var (c, l, h) = (centre.GetLower(), low.GetLower(), high.GetLower());
        Lanes256.StorePairs(p, a.GetLower(), b.GetLower(), c, l, h);
        Lanes256.StorePairs(p + 8, a.GetUpper(), b.GetUpper(), c, l, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PackPairs(byte* a, byte* b, int* pairs, bool signed)
    {
        Lanes256.PackPairs(a, b, pairs, signed);
        Lanes256.PackPairs(a + 16, b + 16, pairs + 16, signed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxBytes(byte* a, byte* b, byte* larger, bool signed)
    {
        Lanes256.MaxBytes(a, b, larger, signed);
        Lanes256.MaxBytes(a + 32, b + 32, larger + 32, signed);
    }
}
