using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Export.Tests;

/// <summary>One operator's result elsewhere against the reference kernel's on the same integers.</summary>
/// <param name="Different">Elements that differ.</param>
/// <param name="MaxLsb">Largest difference.</param>
/// <param name="FarFromTies">Elements that differ although the exact value is further from a tie, or from the lower end, than the tolerance.</param>
/// <param name="Values">Different integers in the expected result; a test on a constant map would show nothing.</param>
internal sealed record LayerComparison(int Elements, int Different, int MaxLsb, int FarFromTies, int Values)
{
    /// <summary>Compares.</summary>
    /// <param name="call">The operator and its inputs.</param>
    /// <param name="actual">The other engine's integers.</param>
    /// <param name="tolerance">Distance from a tie, in output integers, within which a difference of 1 is rounding.</param>
    public static LayerComparison Of(KernelCall call, FeatureMap<int> actual, double tolerance)
    {
        var expected = call.Node.Operator.Accept(new ReferenceKernels(threads: 2), call);
        var fine = FinerOperator.Run(call)?.Data;
        int different = 0, largest = 0, far = 0;
        for (var k = 0; k < expected.Data.Length; k++)
        {
            var difference = Math.Abs(expected.Data[k] - actual.Data[k]);
            if (difference == 0)
                continue;
            (different, largest) = (different + 1, Math.Max(largest, difference));
            if (fine is null || !IsNearDecision(Math.ScaleB(fine[k], -FinerOperator.FractionBits), call.Node.Format, tolerance))
                far++;
        }

        return new LayerComparison(expected.Data.Length, different, largest, far, expected.Data.Distinct().Count());
    }

    /// <summary>Whether the value is so near to a tie that it may go either way, or below the narrow range, whose end int8 goes beyond.</summary>
    private static bool IsNearDecision(double value, NumberFormat format, double tolerance) =>
        Math.Abs(value - Math.Floor(value) - 0.5) <= tolerance || (format.IsSigned && value < format.Min - 0.5);
}
