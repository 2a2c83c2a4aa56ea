using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>How a Resize or Upsample node chooses its sources.</summary>
internal sealed record ResizeRule(string Mode, string Transformation, string Rounding);

/// <summary>Emits the resizing of rows and columns by factors per dimension of a tensor, in whatever layout.</summary>
internal static class ResizeEmitter
{
    /// <summary>Resizes dimension i by scales[i] to sizes[i]; factors that are 1 leave their dimension alone.</summary>
    public static void Emit(NodeReading reading, TensorValue value, ResizeRule rule, IReadOnlyList<ScaleFactor> scales, IReadOnlyList<long> sizes)
    {
        if (value.Map is not { } map || value.Layout is not { } layout)
            return;
        var (rows, columns) = (Keep(map.Height), Keep(map.Width));
        for (var dim = 0; dim < layout.Rank; dim++)
        {
            if (sizes[dim] == layout.Sizes[dim] && scales[dim] == new ScaleFactor(1, 1))
                continue;
            var axis = layout.AxisOf(dim, map);
            if (axis is not (MapAxis.Row or MapAxis.Column) || sizes[dim] is < 1 or > MapLimits.Side)
            {
                Refuse(reading, $"dimensions {layout} become [{string.Join(", ", sizes)}]", "rows and columns are resized, nothing else.");
                return;
            }

            if (Axis(rule, (int)layout.Sizes[dim], (int)sizes[dim], scales[dim]) is not { } resized)
            {
                Refuse(
                    reading,
                    $"mode '{rule.Mode}' with coordinates '{rule.Transformation}'"
                    + $"{(rule.Mode == "nearest" ? $", rounded by '{rule.Rounding}'," : "")} is not supported",
                    "nearest and linear are, with coordinates half_pixel, pytorch_half_pixel, align_corners, asymmetric, tf_half_pixel_for_nn.");
                return;
            }

            (rows, columns) = axis == MapAxis.Row ? (resized, columns) : (rows, resized);
        }

        var shape = map with { Height = rows.OutputSize, Width = columns.OutputSize };
        var resizedLayout = layout;
        if (shape.Height != map.Height)
            resizedLayout = resizedLayout.Resized(map, MapAxis.Row, shape.Height);
        if (shape.Width != map.Width)
            resizedLayout = resizedLayout.Resized(shape with { Width = map.Width }, MapAxis.Column, shape.Width);
        reading.Define(shape == map && rule.Mode == "nearest" && rows == Keep(map.Height) && columns == Keep(map.Width)
            ? value
            : TensorValue.Of(reading.Emit(new FloatResize2d(rows, columns), shape, reading.Apply(value)), resizedLayout));
    }

    public static void Refuse(NodeReading reading, string problem, string why) =>
        reading.Refuse(NodeErrors.Resize(
            reading.Node, problem, why, "upsample with mode='bilinear' or mode='nearest', without antialias."));

    private static ResizeAxis Keep(int size) => ResizeAxis.Replicate(size, 1);

    private static ResizeAxis? Axis(ResizeRule rule, int input, int output, ScaleFactor scale)
    {
        var coordinates = ResizeCoordinates.Of(rule.Transformation, input, output, scale);
        return rule.Mode == "linear" ? coordinates?.Linear(input, output)
            : rule.Mode == "nearest" ? coordinates?.Nearest(input, output, rule.Rounding)
            : null;
    }
}
