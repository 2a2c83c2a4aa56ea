using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>Operators that move values or mix them without leaving their scale.</summary>
public sealed partial class GraphLowering
{
    public Unit Visit(FloatChannelSelect op, Fusion argument) => PassThrough(argument, new IntegerChannelSelect(op.Channels));

    public Unit Visit(FloatCropPad op, Fusion argument) => PassThrough(argument, new IntegerCropPad(op.Top, op.Left));

    public Unit Visit(FloatDepthToSpace op, Fusion argument) => PassThrough(argument, new IntegerDepthToSpace(op.BlockY, op.BlockX));

    public Unit Visit(FloatResize2d op, Fusion argument)
    {
        var total = op.Rows.TotalWeight * op.Columns.TotalWeight;
        if (int.IsPow2(total))
            return PassThrough(argument, new IntegerResize2d(op.Rows, op.Columns, 1, int.Log2(total)));
        var (multipliers, shift) = RequantizerSolver.SolveScaling([1.0 / total], total * Magnitude(Input(argument).Format))!.Value;
        return PassThrough(argument, new IntegerResize2d(op.Rows, op.Columns, multipliers[0], shift));
    }

    public Unit Visit(FloatConcat op, Fusion argument)
    {
        var (node, inputs) = (_context.Source.Nodes[argument.Root], new List<int>());
        var (format, scale) = _context.TypeOf(argument.Last);
        for (var k = 0; k < node.Inputs.Length; k++)
        {
            var index = _context.InputOf(argument.Root, k);
            inputs.Add(Brought(index, $"{node.Name}/rescale{k}", format, scale) ?? index);
        }

        _context.EmitFor(argument.Last, new IntegerNode(node.Name, new IntegerConcat(), [.. inputs], node.Shape, format, scale, null));
        return default;
    }

    public Unit Visit(FloatMargin op, Fusion argument)
    {
        var input = Input(argument);
        var format = NumberFormat.SignedFor(0, (long)input.Format.Max - input.Format.Min);
        Emit(argument, new IntegerMargin(op.Class), format, input.Scale);
        return default;
    }

    /// <summary>A node that brings value <paramref name="index"/> to another format and scale; null where it has them, or (with an error) cannot.</summary>
    private int? Brought(int index, string name, NumberFormat format, double scale)
    {
        var source = _context.Nodes[index];
        if (source.Format == format && source.Scale == scale)
            return null;
        double[] factors = [.. Enumerable.Repeat(source.Scale / scale, source.Shape.Channels)];
        if (RequantizerSolver.Solve(factors, new double[factors.Length], _ => RangeOf(source.Format)) is { } requantizer)
            return _context.Emit(new IntegerNode(name, new IntegerAffine(requantizer), [index], source.Shape, format, scale, null));
        _context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(name, factors));
        return null;
    }
}
