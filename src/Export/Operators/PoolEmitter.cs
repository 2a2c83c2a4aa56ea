using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>MaxPool2d is the same operator. AveragePool2d is a mean over whole windows, or a sum by constant matrices, times a factor per bin.</summary>
internal static class PoolEmitter
{
    public static CarriedValue Emit(IntegerMaxPool2d op, EmitCall call) =>
        call.Write(call.Emit("MaxPool", "pool", [call.Read()], ConvEmitter.Window(op.Window)), Ending.Exact);

    public static CarriedValue Emit(IntegerAveragePool2d op, EmitCall call)
    {
        var (rows, columns) = (Windows.Of(op.Rows), Windows.Of(op.Columns));
        long weight = rows is null || columns is null ? 1 : (long)rows.Kernel * columns.Kernel;
        double Factor(int multiplier) => Math.ScaleB(multiplier, -op.Shift) * weight * call.Scale;
        if (op.Multipliers is [var only and > 0])
            return call.WriteGrid(Collect(op, call, call.ReadAs(Factor(only)), rows, columns), RoundingStep.Of(only, 0, op.Shift));

        var bins = Bins(op);
        var real = Collect(op, call, call.Read(), rows, columns);
        real = call.Emit("Mul", "bins/mul", [real, PerBin(call, "bins", bins.Select(m => Factor(m) / call.Input.Scale))]);
        double[] nudges = [.. bins.Select(m => RoundingStep.Nudge(RoundingStep.Of(m, 0, op.Shift), call.Node.Format) * call.Scale)];
        if (nudges.Any(n => n > 0))
            real = call.Emit("Add", "half_up", [real, PerBin(call, "nudges", nudges)]);
        return call.Write(real, Ending.Rounded);
    }

    /// <summary>The mean over kernel rows times kernel columns, missing ones counted as 0; or the sum, where bins are no windows.</summary>
    private static string Collect(IntegerAveragePool2d op, EmitCall call, string real, Windows? rows, Windows? columns)
    {
        if (rows is null || columns is null)
            return MatrixAxes.Emit(call, real, (o, i) => Contains(op.Rows, o, i), (o, i) => Contains(op.Columns, o, i));
        if (call.Node.Shape.Pixels == 1 && rows.Kernel == call.Input.Shape.Height && columns.Kernel == call.Input.Shape.Width)
            return call.Emit("GlobalAveragePool", "pool", [real]);
        return call.Emit(
            "AveragePool",
            "pool",
            [real],
            Attributes.Int("count_include_pad", 1),
            Attributes.Ints("kernel_shape", rows.Kernel, columns.Kernel),
            Attributes.Ints("pads", rows.PadBefore, columns.PadBefore, rows.PadAfter, columns.PadAfter),
            Attributes.Ints("strides", rows.Stride, columns.Stride));
    }

    /// <summary>The multiplier of each output pixel.</summary>
    private static int[] Bins(IntegerAveragePool2d op) =>
    [
        .. from y in Enumerable.Range(0, op.Rows.OutputSize)
           from x in Enumerable.Range(0, op.Columns.OutputSize)
           select op.Areas.IsEmpty ? op.Multipliers[0] : op.Multipliers[op.Areas.IndexOf(op.Rows.Length(y) * op.Columns.Length(x))],
    ];

    private static string PerBin(EmitCall call, string part, IEnumerable<double> values) =>
        call.Writer.Constant($"{call.Name}/{part}", Tensors.Floats(values, 1, 1, call.Node.Shape.Height, call.Node.Shape.Width));

    private static double Contains(PoolAxis axis, int output, int input) =>
        axis.Bin(output) is var (start, end) && input >= start && input < end ? 1 : 0;

    /// <summary>An axis whose bins are windows of one size at one stride, as ONNX's AveragePool takes them.</summary>
    private sealed record Windows(int Kernel, int Stride, int PadBefore, int PadAfter)
    {
        /// <summary>The windows of an axis; null where its bins are none.</summary>
        public static Windows? Of(PoolAxis axis)
        {
            if (axis.Kernel == 0)
                return axis.InputSize % axis.OutputSize == 0 ? new(axis.InputSize / axis.OutputSize, axis.InputSize / axis.OutputSize, 0, 0) : null;
            var after = ((axis.OutputSize - 1) * axis.Stride) + axis.Kernel - axis.InputSize - axis.PadBefore;
            var padAfter = Math.Max(after, 0);
            var outputs = ((axis.InputSize + axis.PadBefore + padAfter - axis.Kernel) / axis.Stride) + 1;
            // ONNX Runtime wants pads smaller than the kernel.
            var fits = axis.PadBefore >= 0 && axis.PadBefore < axis.Kernel && padAfter < axis.Kernel && outputs == axis.OutputSize;
            return fits ? new(axis.Kernel, axis.Stride, axis.PadBefore, padAfter) : null;
        }
    }
}
