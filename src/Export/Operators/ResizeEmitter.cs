using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>
/// Resize2d: ONNX's Resize where it computes the same coordinates; else Gather of rows and columns (nearest) or constant matrices (linear).
/// </summary>
internal static class ResizeEmitter
{
    public static CarriedValue Emit(IntegerResize2d op, EmitCall call)
    {
        var (rows, columns) = (op.Rows, op.Columns);
        var isNearest = IsNearest(rows) && IsNearest(columns);
        // M / 2^S is 1 / total weight to 17 bits; what it lacks of that is in the scale.
        var real = call.ReadAs(Math.ScaleB((double)op.Multiplier * rows.TotalWeight * columns.TotalWeight, -op.Shift) * call.Input.Scale);
        if (isNearest)
            real = IsReplication(rows) && IsReplication(columns) ? Resize(call, real, "asymmetric", linear: false) : Gather(call, real, rows, columns);
        else if (LinearMode(rows) is { } mode && mode == LinearMode(columns))
            real = Resize(call, real, mode, linear: true);
        else
            real = MatrixAxes.Emit(call, real, (o, i) => Weight(rows, o, i), (o, i) => Weight(columns, o, i));
        var step = RoundingStep.Of(op.Multiplier, 0, op.Shift);
        return step == 1 ? call.Write(real, Ending.Exact) : call.WriteGrid(real, step);
    }

    private static bool IsNearest(ResizeAxis axis) => All(axis).All(s => s.Weight == 0);

    /// <summary>Whether each source is repeated, the same number of times; with other quotients Resize computes coordinates in inexact floats.</summary>
    private static bool IsReplication(ResizeAxis axis) =>
        axis.OutputSize % axis.InputSize == 0 && All(axis).Select((s, y) => s.First == y / (axis.OutputSize / axis.InputSize)).All(same => same);

    private static string? LinearMode(ResizeAxis axis)
    {
        if (!axis.IsLinear)
            return null;
        (string Mode, ResizeAxis Axis)[] known =
        [
            ("half_pixel", ResizeAxis.HalfPixel(axis.InputSize, axis.OutputSize)),
            ("align_corners", ResizeAxis.AlignCorners(axis.InputSize, axis.OutputSize)),
            ("asymmetric", ResizeAxis.Asymmetric(axis.InputSize, axis.OutputSize)),
        ];
        return known.FirstOrDefault(k => k.Axis == axis).Mode;
    }

    private static string Resize(EmitCall call, string real, string coordinates, bool linear)
    {
        var shape = call.Node.Shape;
        return call.Emit(
            "Resize",
            "resize",
            [real, "", "", call.Longs("sizes", 1, shape.Channels, shape.Height, shape.Width)],
            Attributes.Text("coordinate_transformation_mode", coordinates),
            Attributes.Text("mode", linear ? "linear" : "nearest"),
            Attributes.Text("nearest_mode", "floor"));
    }

    private static string Gather(EmitCall call, string real, ResizeAxis rows, ResizeAxis columns)
    {
        real = call.Gather(real, "rows", 2, [.. All(rows).Select(s => (long)s.First)]);
        return call.Gather(real, "columns", 3, [.. All(columns).Select(s => (long)s.First)]);
    }

    private static double Weight(ResizeAxis axis, int output, int input)
    {
        var (first, second, weight) = axis.Sources(output);
        var sum = (input == first ? axis.TotalWeight - weight : 0) + (input == second ? weight : 0);
        return (double)sum / axis.TotalWeight;
    }

    private static IEnumerable<(int First, int Second, int Weight)> All(ResizeAxis axis) => Enumerable.Range(0, axis.OutputSize).Select(axis.Sources);
}
