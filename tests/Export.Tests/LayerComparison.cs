using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Export.Tests;

/// <summary>One operator's result elsewhere against the reference kernel's on the same integers.</summary>
/// <param name="Different">Elements that differ.</param>
/// <param name="MaxLsb">Largest difference.</param>
/// <param name="FarFromTies">Elements that differ although the exact value is further from a tie, or from the lower end, than the tolerance.</param>
internal sealed record LayerComparison(int Elements, int Different, int MaxLsb, int FarFromTies)
{
    private const int FractionBits = 14;

    /// <summary>Compares, given a kernel call whose exact values before rounding can be had.</summary>
    /// <param name="call">The operator and its inputs.</param>
    /// <param name="actual">The other engine's integers.</param>
    /// <param name="tolerance">Distance from a tie, in output integers, within which a difference of 1 is rounding.</param>
    public static LayerComparison Of(KernelCall call, FeatureMap<int> actual, double tolerance)
    {
        var expected = call.Node.Operator.Accept(new ReferenceKernels(threads: 2), call);
        var fine = Finer(call)?.Data;
        int different = 0, largest = 0, far = 0;
        for (var k = 0; k < expected.Data.Length; k++)
        {
            var difference = Math.Abs(expected.Data[k] - actual.Data[k]);
            if (difference == 0)
                continue;
            (different, largest) = (different + 1, Math.Max(largest, difference));
            if (fine is null || !IsNearDecision(Math.ScaleB(fine[k], -FractionBits), call.Node.Format, tolerance))
                far++;
        }

        return new LayerComparison(expected.Data.Length, different, largest, far);
    }

    /// <summary>Whether the value is so near to a tie that it may go either way, or below the narrow range, whose end int8 does not have.</summary>
    private static bool IsNearDecision(double value, NumberFormat format, double tolerance) =>
        Math.Abs(value - Math.Floor(value) - 0.5) <= tolerance || (format.IsSigned && value < format.Min - 0.5);

    /// <summary>The values before the last rounding with FractionBits bits behind the point, by the kernel itself with a smaller shift; null for operators that do not round.</summary>
    private static FeatureMap<int>? Finer(KernelCall call)
    {
        IntegerOperator? finer = call.Node.Operator switch
        {
            IntegerConv2d c => c with { Requantizer = Finer(c.Requantizer) },
            IntegerAffine a => new IntegerAffine(Finer(a.Requantizer)),
            IntegerAdd a when a.Shift >= FractionBits => a with { Shift = a.Shift - FractionBits },
            IntegerAdd a => new IntegerAdd(a.MultiplierA << (FractionBits - a.Shift), a.MultiplierB << (FractionBits - a.Shift), 0),
            _ => null,
        };
        var node = call.Node with { Format = new NumberFormat(32, IsSigned: true) };
        return finer?.Accept(new ReferenceKernels(threads: 2), call with { Node = node with { Operator = finer } });
    }

    private static Requantizer Finer(Requantizer r) => r.Shift >= FractionBits
        ? r with { Shift = r.Shift - FractionBits }
        : new([.. r.Multipliers.Select(m => m << (FractionBits - r.Shift))], [.. r.Offsets.Select(b => b << (FractionBits - r.Shift))], 0);
}
