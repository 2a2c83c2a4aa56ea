using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Foldings;

/// <summary>How one lane of a sum makes its two products.</summary>
/// <param name="Turns">Cycles per result.</param>
/// <param name="Dsp">DSP blocks.</param>
/// <param name="Luts">Look-up tables of multipliers.</param>
/// <param name="InLogic">Whether the products are made in those.</param>
internal readonly record struct SumPlace(int Turns, int Dsp, int Luts, bool InLogic)
{
    /// <summary>
    /// Both products in one cycle or one after the other by the same multiplier; in look-up tables the factors are constants, which nothing
    /// shares. A factor of one needs no multiplier.
    /// </summary>
    public static IEnumerable<SumPlace> Of(IntegerAdd op, NumberFormat a, NumberFormat b)
    {
        var products = (Math.Abs(op.MultiplierA) == 1 ? 0 : 1) + (Math.Abs(op.MultiplierB) == 1 ? 0 : 1);
        yield return new(1, products, 0, false);
        if (products == 2)
            yield return new(2, 1, 0, false);
        if (products > 0)
            yield return new(1, 0, LogicMultiplier.ConstantLuts(a.Bits + 1, op.MultiplierA) + LogicMultiplier.ConstantLuts(b.Bits + 1, op.MultiplierB), true);
    }
}
