namespace FpgaSeg.Simulator.Fast.Lanes;

/// <summary>One lane: plain integer arithmetic, for machines without vector instructions and as the plainest statement of each operation.</summary>
internal readonly unsafe struct PortableLanes : ILanes<int>
{
    public static int Count => 1;

    public static int Load(int* p) => *p;

    public static void Store(int* p, int v) => *p = v;

    public static int Splat(int value) => value;

    public static int SplatFloat(float value) => BitConverter.SingleToInt32Bits(value);

    public static int Add(int a, int b) => a + b;

    public static int Max(int a, int b) => Math.Max(a, b);

    public static int Min(int a, int b) => Math.Min(a, b);

    public static int Multiply(int a, int b) => a * b;

    public static int ShiftRight(int a, int count) => a >> count;

    public static int MultiplyAddPairs(int sum, int a, int b) => sum + ((short)a * (short)b) + ((a >> 16) * (b >> 16));

    public static int ScaleFloat(int a, int factor, int offset) => (int)MathF.Round(
        MathF.FusedMultiplyAdd(a, BitConverter.Int32BitsToSingle(factor), BitConverter.Int32BitsToSingle(offset)), MidpointRounding.ToEven);

    public static int ScaleDouble(int a, double factor, double offset) => (int)Math.Round(Math.FusedMultiplyAdd(a, factor, offset), MidpointRounding.ToEven);

    public static int LoadBytes(byte* p, bool signed) => signed ? (sbyte)*p : *p;

    public static void StoreBytes(byte* p, int a, int b, int low, int high, int flip)
    {
        p[0] = Narrow(a, (sbyte)low, (sbyte)high, flip);
        p[1] = Narrow(b, (sbyte)low, (sbyte)high, flip);
    }

    public static void StorePairs(int* p, int a, int b, int centre, int low, int high) =>
        *p = (Limit(a, (short)centre, (short)low, (short)high) & 0xFFFF) | (Limit(b, (short)centre, (short)low, (short)high) << 16);

    public static void PackPairs(byte* a, byte* b, int* pairs, bool signed)
    {
        for (var i = 0; i < 2; i++)
            pairs[i] = (LoadBytes(a + i, signed) & 0xFFFF) | (LoadBytes(b + i, signed) << 16);
    }

    public static void MaxBytes(byte* a, byte* b, byte* larger, bool signed)
    {
        for (var i = 0; i < 4; i++)
            larger[i] = (byte)Math.Max(LoadBytes(a + i, signed), LoadBytes(b + i, signed));
    }

    private static byte Narrow(int value, int low, int high, int flip) => (byte)(Math.Clamp(value, low, high) ^ flip);

    private static int Limit(int value, int centre, int low, int high) =>
        Math.Clamp(Math.Clamp(Math.Clamp(value, short.MinValue, short.MaxValue) + centre, short.MinValue, short.MaxValue), low, high);

    public static void InterleaveBytes(byte* even, byte* odd, byte* row)
    {
        for (var i = 0; i < 2; i++)
            (row[2 * i], row[(2 * i) + 1]) = (even[i], odd[i]);
    }
}
