using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>Operators that combine maps or scale every value by one of a few factors.</summary>
public sealed partial class GraphLowering
{
    public Unit Visit(FloatMul op, Fusion argument)
    {
        IntegerNode a = Input(argument), b = Input(argument, 1);
        var (format, scale) = _context.TypeOf(argument.Last);
        var factor = a.Scale * b.Scale / scale;
        if (RequantizerSolver.SolveScaling([factor], Magnitude(a.Format) * Magnitude(b.Format)) is var (multipliers, shift))
            Emit(argument, new IntegerMul(multipliers[0], shift), format, scale);
        else
            _context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(NameOf(argument), [factor]));
        return default;
    }

    public Unit Visit(FloatPRelu op, Fusion argument)
    {
        var input = Input(argument);
        var (format, scale) = _context.TypeOf(argument.Last);
        double[] factors = [input.Scale / scale, .. op.Slopes.Select(s => s * input.Scale / scale)];
        if (RequantizerSolver.SolveScaling(factors, Magnitude(input.Format)) is var (multipliers, shift))
            Emit(argument, new IntegerPRelu(multipliers[0], [.. multipliers[1..]], shift), format, scale);
        else
            _context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(NameOf(argument), factors));
        return default;
    }

    public Unit Visit(FloatAveragePool2d op, Fusion argument)
    {
        var input = Input(argument);
        var (format, scale) = _context.TypeOf(argument.Last);
        int[] areas = [.. op.Areas()];
        int[] divisors = op.Divisor is { } fixedDivisor ? [fixedDivisor] : areas;
        double[] factors = [.. divisors.Select(d => input.Scale / scale / d)];
        if (RequantizerSolver.SolveScaling(factors, areas[^1] * Magnitude(input.Format)) is var (multipliers, shift))
            Emit(argument, new IntegerAveragePool2d(op.Rows, op.Columns, op.Divisor is null ? [.. areas] : [], [.. multipliers], shift), format, scale);
        else
            _context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(NameOf(argument), factors));
        return default;
    }

    private Unit Sum(Fusion fusion, int sign)
    {
        IntegerNode a = Input(fusion), b = Input(fusion, 1);
        var (format, scale) = _context.TypeOf(fusion.Last);
        if (RequantizerSolver.SolveAdd(a.Scale / scale, sign * b.Scale / scale, a.Format, b.Format, _context.PowerOfTwo) is { } add)
            Emit(fusion, add, format, scale);
        else
            _context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(NameOf(fusion), [a.Scale / scale, b.Scale / scale]));
        return default;
    }

    private static double Magnitude(NumberFormat format) => Math.Max(-(double)format.Min, format.Max);

    private IntegerNode Input(Fusion fusion, int k = 0) => _context.Nodes[_context.InputOf(fusion.Root, k)];

    private string NameOf(Fusion fusion) => _context.Source.Nodes[fusion.Root].Name;

    /// <summary>Appends the operator of a fusion, reading what its root reads.</summary>
    private void Emit(Fusion fusion, IntegerOperator op, NumberFormat format, double scale)
    {
        var root = _context.Source.Nodes[fusion.Root];
        int[] inputs = [.. Enumerable.Range(0, root.Inputs.Length).Select(k => _context.InputOf(fusion.Root, k))];
        _context.EmitFor(fusion.Last, new IntegerNode(root.Name, op, [.. inputs], root.Shape, format, scale, null));
    }
}
