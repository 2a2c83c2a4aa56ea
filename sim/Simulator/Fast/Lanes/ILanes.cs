namespace FpgaSeg.Simulator.Fast.Lanes;

/// <summary>
/// A vector of 32-bit integers as the row kernels use it; one implementation per instruction set. Row kernels are generic over it, so
/// each becomes machine code of its own. A lane holds an accumulator, or a pair of 16-bit integers (low half first).
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal unsafe interface ILanes<V>
    where V : struct
{
    /// <summary>Lanes of a vector.</summary>
    static abstract int Count { get; }

    static abstract V Load(int* p);

    static abstract void Store(int* p, V v);

    static abstract V Splat(int value);

    /// <summary>The bits of a single-precision number in every lane.</summary>
    static abstract V SplatFloat(float value);

    static abstract V Add(V a, V b);

    static abstract V Max(V a, V b);

    static abstract V Min(V a, V b);

    /// <summary>The low 32 bits of the product.</summary>
    static abstract V Multiply(V a, V b);

    static abstract V ShiftRight(V a, int count);

    /// <summary>sum + low(a) * low(b) + high(a) * high(b), the halves as signed 16-bit integers.</summary>
    static abstract V MultiplyAddPairs(V sum, V a, V b);

    /// <summary>a * factor + offset in single precision with one rounding, then to the nearest integer, ties to even.</summary>
    static abstract V ScaleFloat(V a, V factor, V offset);

    /// <summary>The same in double precision, for what single precision cannot tell apart.</summary>
    static abstract V ScaleDouble(V a, double factor, double offset);

    /// <summary>Count bytes, widened.</summary>
    static abstract V LoadBytes(byte* p, bool signed);

    /// <summary>Saturates 2 * Count integers to signed bytes, limits them to low..high (bytes), flips the bits of <paramref name="flip"/> and stores them.</summary>
    static abstract void StoreBytes(byte* p, V a, V b, V low, V high, V flip);

    /// <summary>Saturates to 16 bits, adds <paramref name="centre"/> with saturation, limits to low..high (16-bit) and stores a in the low, b in the high half of each lane.</summary>
    static abstract void StorePairs(int* p, V a, V b, V centre, V low, V high);

    /// <summary>2 * Count lanes (a[i], b[i]) of widened bytes.</summary>
    static abstract void PackPairs(byte* a, byte* b, int* pairs, bool signed);

    /// <summary>Larger of 4 * Count bytes.</summary>
    static abstract void MaxBytes(byte* a, byte* b, byte* larger, bool signed);

    /// <summary>row[2 * i] = even[i] and row[2 * i + 1] = odd[i] for 2 * Count bytes of each.</summary>
    static abstract void InterleaveBytes(byte* even, byte* odd, byte* row);

    /// <summary>Whether <see cref="Lookup"/> is there: bytes looked up by vectors.</summary>
    static virtual bool LooksUp => false;

    /// <summary>output[i] = table[input[i]] for 4 * Count bytes; the table has 256.</summary>
    static virtual void Lookup(byte* input, byte* table, byte* output) => throw new NotSupportedException();

    /// <summary>Whether one instruction takes a vector from the middle of two, so that a row's neighbouring pairs need not be loaded again.</summary>
    static virtual bool Slides => false;

    /// <summary>Lanes 2 to Count + 1 of two vectors, one behind the other.</summary>
    static virtual V SlideTwo(V low, V high) => throw new NotSupportedException();

    /// <summary>Lanes 4 to Count + 3.</summary>
    static virtual V SlideFour(V low, V high) => throw new NotSupportedException();

    /// <summary>Lanes 6 to Count + 5.</summary>
    static virtual V SlideSix(V low, V high) => throw new NotSupportedException();
}
