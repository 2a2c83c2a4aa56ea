using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Export.Tests;

/// <summary>An operator's values before its rounding: the same reference kernel with a shift that is smaller by FractionBits.</summary>
internal static class FinerOperator
{
    public const int FractionBits = 12;

    /// <summary>Values times 2^FractionBits; null for operators that do not round.</summary>
    public static FeatureMap<int>? Run(KernelCall call)
    {
        var node = call.Node with { Format = new NumberFormat(32, IsSigned: true) };
        return Of(call.Node.Operator) is { } finer ? finer.Accept(new ReferenceKernels(threads: 2), call with { Node = node with { Operator = finer } }) : null;
    }

    private static IntegerOperator? Of(IntegerOperator op) => op switch
    {
        IntegerConv2d o => o with { Requantizer = Finer(o.Requantizer) },
        IntegerAffine o => new IntegerAffine(Finer(o.Requantizer)),
        IntegerAdd o => new IntegerAdd(Up(o.MultiplierA, o.Shift), Up(o.MultiplierB, o.Shift), Shift(o.Shift)),
        IntegerMul o => new IntegerMul(Up(o.Multiplier, o.Shift), Shift(o.Shift)),
        IntegerAveragePool2d o => o with { Multipliers = [.. o.Multipliers.Select(m => Up(m, o.Shift))], Shift = Shift(o.Shift) },
        IntegerResize2d o => o with { Multiplier = Up(o.Multiplier, o.Shift), Shift = Shift(o.Shift) },
        IntegerPRelu o => new IntegerPRelu(Up(o.PositiveMultiplier, o.Shift), [.. o.NegativeMultipliers.Select(m => Up(m, o.Shift))], Shift(o.Shift)),
        _ => null,
    };

    private static Requantizer Finer(Requantizer r) =>
        new([.. r.Multipliers.Select(m => Up(m, r.Shift))], [.. r.Offsets.Select(b => b << Missing(r.Shift))], Shift(r.Shift));

    private static int Shift(int shift) => Math.Max(shift - FractionBits, 0);

    private static int Up(int multiplier, int shift) => multiplier << Missing(shift);

    private static int Missing(int shift) => Math.Max(FractionBits - shift, 0);
}
