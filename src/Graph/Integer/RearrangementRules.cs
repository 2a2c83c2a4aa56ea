using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Integer;

/// <summary>The rules of pooling by means, of resizing, of products, and of the operators that only move values.</summary>
internal sealed partial class OperatorRules
{
    public IEnumerable<string> Visit(IntegerMul op, RuleContext argument) =>
        argument.SameShape(argument.Input.Shape).Concat(argument.Broadcasts())
            .Concat(argument.Scales([op.Multiplier], op.Shift, argument.Magnitude() * argument.Magnitude(1)));

    public IEnumerable<string> Visit(IntegerAveragePool2d op, RuleContext argument)
    {
        var input = argument.Input.Shape;
        if (!IsPool(op.Rows, input.Height) || !IsPool(op.Columns, input.Width))
            return argument.Unless(sound: false, $"pools {op.Rows} and {op.Columns} over a map of {input}.");
        if (argument.Node.Shape != new FeatureShape(input.Channels, op.Rows.OutputSize, op.Columns.OutputSize))
            return argument.SameShape(new FeatureShape(input.Channels, op.Rows.OutputSize, op.Columns.OutputSize));
        var areas = (from y in Enumerable.Range(0, op.Rows.OutputSize).Select(op.Rows.Length).Distinct()
                     from x in Enumerable.Range(0, op.Columns.OutputSize).Select(op.Columns.Length).Distinct()
                     select (long)y * x).Distinct().Order().ToArray();
        if (areas[0] < 1)
            return argument.Unless(sound: false, "has a bin without any source.");
        var matches = op.Areas.IsEmpty ? op.Multipliers.Length == 1 : op.Multipliers.Length == areas.Length && op.Areas.Select(a => (long)a).SequenceEqual(areas);
        return argument.Unless(matches, $"has {op.Multipliers.Length} multipliers for bins of {string.Join(", ", areas)} sources.")
            .Concat(argument.Unless(areas[^1] * argument.Magnitude() <= int.MaxValue, $"sums {areas[^1]} sources, beyond 31 bits."))
            .Concat(argument.Scales(op.Multipliers, op.Shift, areas[^1] * argument.Magnitude()));
    }

    public IEnumerable<string> Visit(IntegerResize2d op, RuleContext argument)
    {
        var input = argument.Input.Shape;
        if (!IsResize(op.Rows, input.Height) || !IsResize(op.Columns, input.Width))
            return argument.Unless(sound: false, $"resizes {op.Rows} and {op.Columns} a map of {input}.");
        return argument.SameShape(new FeatureShape(input.Channels, op.Rows.OutputSize, op.Columns.OutputSize)).Concat(argument.SameFormat())
            .Concat(argument.Scales([op.Multiplier], op.Shift, (Int128)op.Rows.TotalWeight * op.Columns.TotalWeight * argument.Magnitude()));
    }

    public IEnumerable<string> Visit(IntegerConcat op, RuleContext argument)
    {
        var (node, first) = (argument.Node, argument.Input.Shape);
        var channels = argument.Inputs.Sum(i => (long)i.Shape.Channels);
        var together = argument.Inputs.All(i => i.Shape.Height == first.Height && i.Shape.Width == first.Width);
        return argument.Unless(together, $"joins maps of {string.Join(", ", argument.Inputs.Select(i => i.Shape))}.")
            .Concat(argument.Unless(channels == node.Shape.Channels && node.Shape.Pixels == first.Pixels, $"has the shape {node.Shape} for {channels} channels."))
            .Concat(argument.Unless(argument.Inputs.All(i => i.Format == node.Format), $"has format {node.Format}; its inputs differ from it."));
    }

    public IEnumerable<string> Visit(IntegerChannelSelect op, RuleContext argument)
    {
        var input = argument.Input.Shape;
        return argument.SameShape(input with { Channels = op.Channels.Length }).Concat(argument.SameFormat())
            .Concat(argument.Unless(op.Channels.All(c => c >= 0 && c < input.Channels), $"selects channels outside 0..{input.Channels - 1}."));
    }

    public IEnumerable<string> Visit(IntegerCropPad op, RuleContext argument)
    {
        var (input, output) = (argument.Input.Shape, argument.Node.Shape);
        bool Meets(int offset, int from, int to) => offset > -(long)to && offset < from;
        return argument.Unless(output.Channels == input.Channels, $"has {output.Channels} channels; its input has {input.Channels}.")
            .Concat(argument.SameFormat())
            .Concat(argument.Unless(
                Meets(op.Top, input.Height, output.Height) && Meets(op.Left, input.Width, output.Width),
                $"shows nothing of its input: {output} from row {op.Top}, column {op.Left} of {input}."));
    }

    public IEnumerable<string> Visit(IntegerDepthToSpace op, RuleContext argument)
    {
        var input = argument.Input.Shape;
        if (op.BlockY < 1 || op.BlockX < 1 || input.Channels % ((long)op.BlockY * op.BlockX) != 0)
            return argument.Unless(sound: false, $"spreads {input.Channels} channels over blocks of {op.BlockY}x{op.BlockX}.");
        var spread = new FeatureShape(input.Channels / (op.BlockY * op.BlockX), input.Height * op.BlockY, input.Width * op.BlockX);
        return argument.SameShape(spread).Concat(argument.SameFormat());
    }

    public IEnumerable<string> Visit(IntegerPRelu op, RuleContext argument) =>
        argument.SameShape(argument.Input.Shape)
            .Concat(argument.Unless(
                op.NegativeMultipliers.Length == argument.Input.Shape.Channels,
                $"has {op.NegativeMultipliers.Length} slopes for {argument.Input.Shape.Channels} channels."))
            .Concat(argument.Scales(op.NegativeMultipliers.Append(op.PositiveMultiplier), op.Shift, argument.Magnitude()));

    public IEnumerable<string> Visit(IntegerMargin op, RuleContext argument)
    {
        var (input, format) = (argument.Input, argument.Node.Format);
        var widest = (long)input.Format.Max - input.Format.Min;
        return argument.SameShape(input.Shape with { Channels = 1 })
            .Concat(argument.Unless(
                input.Shape.Channels >= 2 && op.Class >= 0 && op.Class < input.Shape.Channels,
                $"compares class {op.Class} of {input.Shape.Channels} channels."))
            .Concat(argument.Unless(format.IsSigned && format.Max >= widest, $"has format {format}; differences reach {widest}."));
    }

    private static bool IsPool(PoolAxis axis, int size) =>
        axis.InputSize == size && axis.OutputSize >= 1 && axis.Kernel >= 0
        && (axis.Kernel == 0 || (axis.Stride >= 1 && axis.PadBefore >= 0 && axis.PadBefore < axis.Kernel));

    private static bool IsResize(ResizeAxis axis, int size) =>
        axis.InputSize == size && axis is { OutputSize: >= 1, Step: >= 0, Denominator: >= 1 };
}
