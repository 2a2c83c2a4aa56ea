using System.Collections.Immutable;

namespace FpgaSeg.Boards;

/// <summary>What makes a design's clock from the board's oscillator: a loop of input divider D, feedback M and output divider O, the last two in eighths where a family has fractions.</summary>
/// <param name="Primitive">Vendor's name.</param>
/// <param name="Comparator">Least and greatest rate behind the input divider, in Hz.</param>
/// <param name="Inner">Least and greatest rate of the loop's own oscillator, in Hz.</param>
/// <param name="InputDivides">Values of D.</param>
/// <param name="MultiplyEighths">Values of 8 M.</param>
/// <param name="OutputDivideEighths">Values of 8 O, ascending.</param>
/// <param name="IsFeedbackBehindOutput">Whether the loop is closed behind O: the clock is then oscillator x M / D, and O sets the inner rate only.</param>
public sealed record ClockGenerator(
    string Primitive,
    (double Least, double Greatest) Comparator,
    (double Least, double Greatest) Inner,
    ImmutableArray<int> InputDivides,
    ImmutableArray<int> MultiplyEighths,
    ImmutableArray<int> OutputDivideEighths,
    bool IsFeedbackBehindOutput)
{
    /// <summary>The factors whose clock is nearest to the one wanted; among equals those without fractions, then those with the fastest loop, which has the least jitter.</summary>
    /// <returns>The factors, or null where the oscillator is outside of what the primitive takes.</returns>
    public ClockFactors? Nearest(long oscillatorHz, long wantedHz) => (
        from divide in InputDivides
        let comparator = (double)oscillatorHz / divide
        where comparator >= Comparator.Least && comparator <= Comparator.Greatest
        from multiply in MultiplyEighths
        from output in Outputs(comparator * multiply / 8, wantedHz)
        let inner = comparator * multiply / 8 * (IsFeedbackBehindOutput ? output / 8.0 : 1)
        where inner >= Inner.Least && inner <= Inner.Greatest
        let hz = comparator * multiply / 8 / (IsFeedbackBehindOutput ? 1 : output / 8.0)
        orderby Math.Round(Math.Abs(hz - wantedHz)), (multiply % 8 == 0 ? 0 : 1) + (output % 8 == 0 ? 0 : 1), inner descending, divide
        select new ClockFactors(divide, multiply, output, hz)).FirstOrDefault();

    // Where O divides the loop's rate, only the two values around the quotient can be the nearest.
    private IEnumerable<int> Outputs(double loopHz, long wantedHz)
    {
        if (IsFeedbackBehindOutput)
            return OutputDivideEighths;
        var place = OutputDivideEighths.BinarySearch((int)(8 * loopHz / wantedHz));
        place = place < 0 ? ~place - 1 : place;
        return OutputDivideEighths.Skip(Math.Max(0, place)).Take(2);
    }
}

/// <summary>Factors of a <see cref="ClockGenerator"/>.</summary>
/// <param name="InputDivide">D.</param>
/// <param name="MultiplyEighths">8 M.</param>
/// <param name="OutputDivideEighths">8 O.</param>
/// <param name="Hz">The clock that they make.</param>
public sealed record ClockFactors(int InputDivide, int MultiplyEighths, int OutputDivideEighths, double Hz);
