using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FpgaSeg.Simulator.Fast.Lanes;

/// <summary>Sixteen lanes: AVX-512 F and BW, elsewhere two halves of eight.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<int>>
{
    public static int Count => 16;

    public static Vector512<int> Load(int* p) => Vector512.Load(p);

    public static void Store(int* p, Vector512<int> v) => v.Store(p);

    public static Vector512<int> Splat(int value) => Vector512.Create(value);

    public static Vector512<int> SplatFloat(float value) => Vector512.Create(value).AsInt32();

    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    public static Vector512<int> Max(Vector512<int> a, Vector512<int> b) => Vector512.Max(a, b);

    public static Vector512<int> Min(Vector512<int> a, Vector512<int> b) => Vector512.Min(a, b);

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
    public static Vector512<int> ScaleDouble(Vector512<int> a, double factor, double offset) => Vector512.Create(
        ScaleDouble(a.GetLower(), Vector512.Create(factor), Vector512.Create(offset)), ScaleDouble(a.GetUpper(), Vector512.Create(factor), Vector512.Create(offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> ScaleDouble(Vector256<int> a, Vector512<double> factor, Vector512<double> offset) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector256Int32(Avx512F.FusedMultiplyAdd(Avx512F.ConvertToVector512Double(a), factor, offset))
        : Lanes256.ScaleDouble(a, factor.ToScalar(), offset.ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadBytes(byte* p, bool signed)
    {
        if (!Avx512F.IsSupported)
            return Vector512.Create(Lanes256.LoadBytes(p, signed), Lanes256.LoadBytes(p + 8, signed));
        var bytes = Vector128.Load(p);
        return signed ? Avx512F.ConvertToVector512Int32(bytes.AsSByte()) : Avx512F.ConvertToVector512Int32(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* p, Vector512<int> a, Vector512<int> b, Vector512<int> low, Vector512<int> high, Vector512<int> flip)
    {
        if (!Avx512BW.IsSupported)
        {
            var (l, h, f) = (low.GetLower(), high.GetLower(), flip.GetLower());
            Lanes256.StoreBytes(p, a.GetLower(), a.GetUpper(), l, h, f);
            Lanes256.StoreBytes(p + 16, b.GetLower(), b.GetUpper(), l, h, f);
            return;
        }

        var bytes = Vector256.Create(Avx512F.ConvertToVector128SByteWithSaturation(a), Avx512F.ConvertToVector128SByteWithSaturation(b));
        var limited = Avx2.Min(Avx2.Max(bytes, low.GetLower().AsSByte()), high.GetLower().AsSByte());
        (limited.AsInt32() ^ flip.GetLower()).Store((int*)p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePairs(int* p, Vector512<int> a, Vector512<int> b, Vector512<int> centre, Vector512<int> low, Vector512<int> high)
    {
        if (!Avx512BW.IsSupported)
        {
            var (c, l, h) = (centre.GetLower(), low.GetLower(), high.GetLower());
            Lanes256.StorePairs(p, a.GetLower(), b.GetLower(), c, l, h);
            Lanes256.StorePairs(p + 8, a.GetUpper(), b.GetUpper(), c, l, h);
            return;
        }

        // Within each 128 bits: four of a, four of b; the shuffle puts them in turn.
        var words = Avx512BW.AddSaturate(Avx512BW.PackSignedSaturate(a, b), centre.AsInt16());
        var limited = Avx512BW.Min(Avx512BW.Max(words, low.AsInt16()), high.AsInt16());
        var order = Vector128.Create((byte)0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
        Avx512BW.Shuffle(limited.AsByte(), Vector512.Create(Vector256.Create(order, order), Vector256.Create(order, order))).AsInt32().Store(p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PackPairs(byte* a, byte* b, int* pairs, bool signed)
    {
        if (!Avx512BW.IsSupported)
        {
            Lanes256.PackPairs(a, b, pairs, signed);
            Lanes256.PackPairs(a + 16, b + 16, pairs + 16, signed);
            return;
        }

        if (Avx512Vbmi.IsSupported)
        {
            Vector512<byte> first = Vector256.Load(a).ToVector512Unsafe(), second = Vector256.Load(b).ToVector512Unsafe();
            Pairs(first, second, Vector512.CreateSequence(0x4000_0000, 0x0100_0100), signed).Store(pairs);
            Pairs(first, second, Vector512.CreateSequence(0x5000_1000, 0x0100_0100), signed).Store(pairs + 16);
            return;
        }

        Vector512.Store(Pairs(Vector128.Load(a), Vector128.Load(b), signed), pairs);
        Vector512.Store(Pairs(Vector128.Load(a + 16), Vector128.Load(b + 16), signed), pairs + 16);
    }

    /// <summary>Bytes go to the upper halves of 16-bit integers, whatever is in the lower ones, and are shifted down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Pairs(Vector512<byte> a, Vector512<byte> b, Vector512<int> order, bool signed)
    {
        var words = Avx512Vbmi.PermuteVar64x8x2(a, order.AsByte(), b).AsInt16();
        return (signed ? words >> 8 : words >>> 8).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Pairs(Vector128<byte> a, Vector128<byte> b, bool signed)
    {
        var bytes = Vector256.Create(Sse2.UnpackLow(a, b), Sse2.UnpackHigh(a, b));
        return (signed ? Avx512BW.ConvertToVector512Int16(bytes.AsSByte()) : Avx512BW.ConvertToVector512Int16(bytes)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MaxBytes(byte* a, byte* b, byte* larger, bool signed)
    {
        if (signed)
            Vector512.Max(Vector512.Load((sbyte*)a), Vector512.Load((sbyte*)b)).Store((sbyte*)larger);
        else
            Vector512.Max(Vector512.Load(a), Vector512.Load(b)).Store(larger);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void InterleaveBytes(byte* even, byte* odd, byte* row)
    {
        Vector256<byte> first = Vector256.Load(even), second = Vector256.Load(odd);
        (Vector256.WidenLower(first) | (Vector256.WidenLower(second) << 8)).AsByte().Store(row);
        (Vector256.WidenUpper(first) | (Vector256.WidenUpper(second) << 8)).AsByte().Store(row + 32);
    }

    public static bool LooksUp => Avx512Vbmi.IsSupported;

    /// <summary>Two tables of 128 bytes; the top bit chooses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lookup(byte* input, byte* table, byte* output)
    {
        var at = Vector512.Load(input);
        var low = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), at, Vector512.Load(table + 64));
        var high = Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table + 128), at, Vector512.Load(table + 192));
        Vector512.ConditionalSelect(Vector512.LessThan(at.AsSByte(), Vector512<sbyte>.Zero).AsByte(), high, low).Store(output);
    }

    public static bool Slides => Avx512F.IsSupported;

    public static Vector512<int> SlideTwo(Vector512<int> low, Vector512<int> high) => Avx512F.AlignRight32(high, low, 2);

    public static Vector512<int> SlideFour(Vector512<int> low, Vector512<int> high) => Avx512F.AlignRight32(high, low, 4);

    public static Vector512<int> SlideSix(Vector512<int> low, Vector512<int> high) => Avx512F.AlignRight32(high, low, 6);
}
