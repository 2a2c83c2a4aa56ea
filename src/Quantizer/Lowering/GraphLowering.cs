using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Quantizer.Bits;
using FpgaSeg.Quantizer.Ranges;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>Float graph and ranges to integer graph: one integer operator per fusion.</summary>
public sealed partial class GraphLowering : IFloatVisitor<Fusion, Unit>
{
    private readonly LoweringContext _context;

    private GraphLowering(LoweringContext context) => _context = context;

    /// <summary>The integer graph, or every operator whose factors do not fit the arithmetic.</summary>
    /// <param name="graph">The float network.</param>
    /// <param name="normalization">What its input expects.</param>
    /// <param name="bits">Widths of the weights that <paramref name="plan"/> has no scales for.</param>
    /// <param name="plan">Format and scale of every float value.</param>
    public static Result<DataflowGraph<IntegerNode>> Lower(
        DataflowGraph<FloatNode> graph,
        InputNormalization normalization,
        BitPlan bits,
        RangePlan plan)
    {
        var context = new LoweringContext(graph, normalization, bits, plan);
        var lowering = new GraphLowering(context);
        foreach (var fusion in FusionFinder.Find(graph).Where(f => context.HasInputs(f.Root)))
            graph.Nodes[fusion.Root].Operator.Accept(lowering, fusion);
        return context.Errors.Count > 0
            ? Result<DataflowGraph<IntegerNode>>.Fail(context.Errors)
            : new DataflowGraph<IntegerNode>(context.Nodes);
    }

    public Unit Visit(FloatInput op, Fusion argument)
    {
        var node = _context.Source.Nodes[argument.Root];
        var pixels = new IntegerNode(node.Name, new IntegerInput(), [], node.Shape, NumberFormat.UInt8, 1.0 / 255, null);
        if (_context.Normalization.IsUnitRange)
        {
            _context.EmitFor(argument.Root, pixels);
            return default;
        }

        var (format, scale) = _context.TypeOf(argument.Root);
        var (mean, deviation) = (_context.Normalization.Mean, _context.Normalization.StandardDeviation);
        double[] factors = [.. deviation.Select(d => 1 / (255 * d * scale))], offsets = [.. mean.Zip(deviation, (m, d) => -m / (d * scale))];
        var input = _context.Emit(pixels);
        if (Solve(argument, factors, offsets, _ => RangeOf(NumberFormat.UInt8)) is { } requantizer)
            _context.EmitFor(argument.Root, new IntegerNode($"{node.Name}/normalize", new IntegerAffine(requantizer), [input], node.Shape, format, scale, null));
        return default;
    }

    public Unit Visit(FloatConv2d op, Fusion argument) => ConvLowering.Lower(_context, op, argument);

    public Unit Visit(FloatAffine op, Fusion argument) => Rescale(argument, op.Scale, op.Shift);

    public Unit Visit(FloatActivation op, Fusion argument)
    {
        var (node, input) = (_context.Source.Nodes[argument.Root], _context.InputOf(argument.Root));
        if (op.Function.IsRectifier)
            return Rescale(argument, Enumerable.Repeat(1f, node.Shape.Channels), Enumerable.Repeat(0f, node.Shape.Channels));
        var (format, scale) = _context.TypeOf(argument.Last);
        var table = ActivationTable.Build(op.Function, _context.Nodes[input].Format, _context.Nodes[input].Scale, format, scale);
        _context.EmitFor(argument.Last, new IntegerNode(node.Name, table, [input], node.Shape, format, scale, null));
        return default;
    }

    public Unit Visit(FloatAdd op, Fusion argument) => Sum(argument, 1);

    public Unit Visit(FloatSub op, Fusion argument) => Sum(argument, -1);

    public Unit Visit(FloatMaxPool2d op, Fusion argument) => PassThrough(argument, new IntegerMaxPool2d(op.Window));

    public Unit Visit(FloatThreshold op, Fusion argument)
    {
        var (node, input) = (_context.Source.Nodes[argument.Root], _context.InputOf(argument.Root));
        // q * scale > t exactly when q > floor(t / scale), because q is an integer.
        var threshold = (int)Math.Clamp(Math.Floor(op.Threshold / _context.Nodes[input].Scale), int.MinValue, int.MaxValue);
        _context.EmitFor(argument.Last, new IntegerNode(node.Name, new IntegerThreshold(threshold), [input], node.Shape, NumberFormat.Bit, 1, null));
        return default;
    }

    /// <summary>A per-channel affine of the input value at a new scale.</summary>
    private Unit Rescale(Fusion fusion, IEnumerable<float> factor, IEnumerable<float> shift)
    {
        var (node, input) = (_context.Source.Nodes[fusion.Root], _context.InputOf(fusion.Root));
        var (format, scale) = _context.TypeOf(fusion.Last);
        double[] factors = [.. factor.Select(f => f * _context.Nodes[input].Scale / scale)], offsets = [.. shift.Select(s => s / scale)];
        if (Solve(fusion, factors, offsets, _ => RangeOf(_context.Nodes[input].Format)) is { } requantizer)
            _context.EmitFor(fusion.Last, new IntegerNode(node.Name, new IntegerAffine(requantizer), [input], node.Shape, format, scale, null));
        return default;
    }

    private Unit PassThrough(Fusion fusion, IntegerOperator op)
    {
        var (node, input) = (_context.Source.Nodes[fusion.Root], _context.InputOf(fusion.Root));
        var (format, scale) = (_context.Nodes[input].Format, _context.Nodes[input].Scale);
        _context.EmitFor(fusion.Last, new IntegerNode(node.Name, op, [input], node.Shape, format, scale, null));
        return default;
    }

    private Requantizer? Solve(Fusion fusion, double[] factors, double[] offsets, Func<int, AccumulatorRange> rangeOf)
    {
        var requantizer = RequantizerSolver.Solve(factors, offsets, rangeOf, _context.PowerOfTwo);
        if (requantizer is null)
            _context.Errors.Add(QuantizerDiagnostics.FactorsDoNotFit(_context.Source.Nodes[fusion.Root].Name, factors));
        return requantizer;
    }

    private static AccumulatorRange RangeOf(NumberFormat format) => new(Math.Min(0, format.Min), format.Max);
}
