namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// A multiplier made of look-up tables. A row of the array adds one bit of the narrower factor times the wider one and takes a table per bit of
/// the sum; with six inputs a table adds two rows' worth of partial products.
/// </summary>
/// <remarks>
/// An estimate: the array itself, as vendor tools build it, takes about one table per product of bits. yosys 0.23 (synth_xilinx -nodsp) takes
/// 2.3 to 2.6 times as many, since it does not merge partial products into carry chains.
/// </remarks>
public static class LogicMultiplier
{
    /// <summary>Tables of a signed product of factors of so many bits, the register behind it included.</summary>
    public static int Luts(int bits, int otherBits) => bits * otherBits;

    /// <summary>Tables of the product of a value with a constant: one adder per further digit of the constant, none of which is shared.</summary>
    /// <param name="bits">Signed bits of the value.</param>
    /// <param name="constant">The other factor.</param>
    public static int ConstantLuts(int bits, long constant) => Math.Max(0, SignedDigits(constant) - 1) * (bits + 2);

    // Non-zero digits of the canonical signed representation: the fewest powers of two whose sum and difference is the constant.
    private static int SignedDigits(long constant)
    {
        var magnitude = (ulong)Math.Abs(constant);
        return System.Numerics.BitOperations.PopCount((3 * magnitude) ^ magnitude);
    }
}
