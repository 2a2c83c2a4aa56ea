namespace FpgaSeg.Simulator.Fast.Rows;

/// <summary>
/// Constants of an <see cref="IEnding{L, V}"/> in every lane of the widest vector, one after the other: kernels take them as memory operands and keep the registers
/// for sums.
/// </summary>
internal sealed unsafe class EndingConstants
{
    /// <summary>Integers from one constant to the next.</summary>
    public const int Lanes = 16;

    /// <summary>Limits of a byte in the centred domain of <see cref="ByteRange"/>, and the bits to flip.</summary>
    public const int ByteLow = 0;

    public const int ByteHigh = Lanes;

    public const int ByteFlip = 2 * Lanes;

    /// <summary>The centre to add to 16-bit halves, and their limits.</summary>
    public const int PairCentre = 3 * Lanes;

    public const int PairLow = 4 * Lanes;

    public const int PairHigh = 5 * Lanes;

    /// <summary>Limits of the first operand of a sum, centred, as 32-bit integers.</summary>
    public const int TermLow = 6 * Lanes;

    public const int TermHigh = 7 * Lanes;

    /// <summary>The sum's multipliers, and its half with both centres taken in.</summary>
    public const int MultiplierA = 8 * Lanes;

    public const int MultiplierB = 9 * Lanes;

    public const int Half = 10 * Lanes;

    private readonly Pinned<int> _values;

    /// <summary>Of an ending that rounds.</summary>
    /// <param name="output">What the outputs may be.</param>
    public EndingConstants(ByteRange output)
        : this(output, default, 0, 0, 0)
    {
    }

    /// <summary>Of an ending that rounds and adds a value of another map.</summary>
    /// <param name="output">What the sum may be.</param>
    /// <param name="term">What the rounded value may be.</param>
    /// <param name="multiplierA">Of the rounded value.</param>
    /// <param name="multiplierB">Of the other map's.</param>
    /// <param name="half">Half of a unit of the sum, before its shift, both centres taken in.</param>
    public EndingConstants(ByteRange output, ByteRange term, int multiplierA, int multiplierB, int half)
    {
        int[] words =
        [
            Bytes(output.CentredLow), Bytes(output.CentredHigh), Bytes(output.Flip), Shorts(output.Centre), Shorts(output.Low), Shorts(output.High),
            term.Low - term.Centre, term.High - term.Centre, multiplierA, multiplierB, half,
        ];
        _values = new Pinned<int>([.. words.SelectMany(w => Enumerable.Repeat(w, Lanes))]);
    }

    public int* Pointer => _values.Pointer;

    /// <summary>A byte in all four bytes of an integer.</summary>
    public static int Bytes(byte value) => value * 0x0101_0101;

    /// <summary>A 16-bit integer in both halves.</summary>
    public static int Shorts(int value) => (value & 0xFFFF) * 0x0001_0001;
}
