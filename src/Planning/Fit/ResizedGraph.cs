using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Fit;

/// <summary>
/// The same network on images of another size, for planning alone: weights and scales stay, shapes follow from the operators. Where an operator is
/// made for one size (a crop, bins of unequal sizes, corners that align) or maps no longer meet, there is none.
/// </summary>
public static class ResizedGraph
{
    /// <summary>The graph, or null where the network does not come in that size.</summary>
    public static DataflowGraph<IntegerNode>? Of(DataflowGraph<IntegerNode> graph, int height, int width)
    {
        var nodes = new List<IntegerNode>(graph.Nodes.Length);
        foreach (var node in graph.Nodes)
        {
            FeatureShape[] inputs = [.. node.Inputs.Select(i => nodes[i].Shape)];
            var (op, shape) = node.Operator is IntegerInput
                ? (node.Operator, node.Shape with { Height = height, Width = width })
                : node.Operator.Accept(new Resizing(node.Shape.Channels), inputs) ?? (node.Operator, default);
            if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1)
                return null;
            nodes.Add(node with { Operator = op, Shape = shape });
        }

        return new DataflowGraph<IntegerNode>(nodes);
    }

    /// <summary>An operator and its output's shape at new input shapes; null where it has none.</summary>
    private sealed class Resizing(int channels) : IIntegerVisitor<FeatureShape[], (IntegerOperator Operator, FeatureShape Shape)?>
    {
        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerInput op, FeatureShape[] argument) => null;

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerAffine op, FeatureShape[] argument) => Same(op, argument);

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerConv2d op, FeatureShape[] argument) => (op, op.Window.OutputShape(argument[0], channels));

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerAdd op, FeatureShape[] argument) =>
            Broadcast.Fits(argument[0], argument[1]) ? Same(op, argument) : null;

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerMul op, FeatureShape[] argument) =>
            Broadcast.Fits(argument[0], argument[1]) ? Same(op, argument) : null;

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerMaxPool2d op, FeatureShape[] argument) =>
            (op, op.Window.OutputShape(argument[0], channels));

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerResize2d op, FeatureShape[] argument) =>
            Axis(op.Rows, argument[0].Height) is { } rows && Axis(op.Columns, argument[0].Width) is { } columns
                ? (op with { Rows = rows, Columns = columns }, new FeatureShape(channels, rows.OutputSize, columns.OutputSize))
                : null;

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerAveragePool2d op, FeatureShape[] argument) =>
            op.Areas.IsEmpty && Axis(op.Rows, argument[0].Height) is { } rows && Axis(op.Columns, argument[0].Width) is { } columns
                ? (op with { Rows = rows, Columns = columns }, new FeatureShape(channels, rows.OutputSize, columns.OutputSize))
                : null;

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerConcat op, FeatureShape[] argument) =>
            argument.All(s => (s.Height, s.Width) == (argument[0].Height, argument[0].Width)) ? (op, argument[0] with { Channels = channels }) : null;

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerChannelSelect op, FeatureShape[] argument) => (op, argument[0] with { Channels = channels });

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerCropPad op, FeatureShape[] argument) => null;

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerDepthToSpace op, FeatureShape[] argument) =>
            (op, new FeatureShape(channels, argument[0].Height * op.BlockY, argument[0].Width * op.BlockX));

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerPRelu op, FeatureShape[] argument) => Same(op, argument);

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerMargin op, FeatureShape[] argument) => (op, argument[0] with { Channels = channels });

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerTable op, FeatureShape[] argument) => Same(op, argument);

        public (IntegerOperator Operator, FeatureShape Shape)? Visit(IntegerThreshold op, FeatureShape[] argument) => Same(op, argument);

        private static (IntegerOperator Operator, FeatureShape Shape)? Same(IntegerOperator op, FeatureShape[] inputs) => (op, inputs[0]);

        // The same fractions of a pixel at another size: true of replication and of the half-pixel and asymmetric rules by a whole factor.
        private static ResizeAxis? Axis(ResizeAxis axis, int size)
        {
            if (axis.OutputSize % axis.InputSize != 0)
                return null;
            var factor = axis.OutputSize / axis.InputSize;
            var isAny = axis == ResizeAxis.Replicate(axis.InputSize, factor)
                || axis == ResizeAxis.HalfPixel(axis.InputSize, axis.OutputSize)
                || axis == ResizeAxis.Asymmetric(axis.InputSize, axis.OutputSize);
            return isAny ? axis with { InputSize = size, OutputSize = size * factor } : null;
        }

        // The whole axis, or a number of bins that divides it.
        private static PoolAxis? Axis(PoolAxis axis, int size)
        {
            if (axis == PoolAxis.Whole(axis.InputSize))
                return PoolAxis.Whole(size);
            return axis.Kernel == 0 && axis.InputSize % axis.OutputSize == 0 && size % axis.OutputSize == 0 ? axis with { InputSize = size } : null;
        }
    }
}
