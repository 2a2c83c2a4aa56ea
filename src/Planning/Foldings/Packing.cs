using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// Two weights that meet one activation in one multiplier: (high * 2^Shift + low) * x. Sums of up to <paramref name="Chain"/> such products are
/// taken apart together, which is exact while the sum of the low products fits Shift signed bits.
/// </summary>
/// <param name="Shift">Place of the high weight; 0 for one product per multiplier.</param>
/// <param name="Chain">Products per taking apart.</param>
public readonly record struct Packing(int Shift, int Chain)
{
    /// <summary>One product per multiplier.</summary>
    public static Packing None => default;

    /// <summary>Whether two weights share a multiplier.</summary>
    public bool IsPaired => Shift > 0;

    /// <summary>
    /// The packing with the longest chain that is exact for every weight of <paramref name="weightBits"/> (narrow range) and every value of
    /// <paramref name="input"/>, or <see cref="None"/>.
    /// </summary>
    /// <param name="weightPort">Signed bits of the multiplier's port for the pair of weights: 25 on a DSP48E1, 18 on ECP5 and Gowin.</param>
    public static Packing Of(int weightBits, NumberFormat input, int weightPort)
    {
        long weight = (1L << (weightBits - 1)) - 1, value = Math.Max(-(long)input.Min, input.Max), largest = (1L << (weightPort - 1)) - 1;
        if (weight == 0 || value == 0)
            return None;
        var shift = 0;
        while ((weight << (shift + 1)) + weight <= largest)
            shift++;
        var chain = shift == 0 ? 0 : ((1L << (shift - 1)) - 1) / (weight * value);
        return chain == 0 ? None : new Packing(shift, (int)Math.Min(chain, LongestChain));
    }

    /// <summary>Multipliers for a word of <paramref name="outputs"/> x <paramref name="inputs"/> products.</summary>
    public int Multipliers(int outputs, int inputs) => IsPaired ? (outputs + 1) / 2 * inputs : outputs * inputs;

    // Longer chains save nothing: no word has as many inputs.
    private const int LongestChain = 64;
}
