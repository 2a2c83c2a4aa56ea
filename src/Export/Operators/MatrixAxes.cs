using FpgaSeg.Export.Format;

namespace FpgaSeg.Export.Operators;

/// <summary>Rows and columns mixed by constant matrices, for what no operator of ONNX does: R * map * C.</summary>
internal static class MatrixAxes
{
    /// <param name="call">The operator.</param>
    /// <param name="real">Its input as float.</param>
    /// <param name="rows">Weight of input row i in output row o, as (o, i).</param>
    /// <param name="columns">Likewise for columns.</param>
    public static string Emit(EmitCall call, string real, Func<int, int, double> rows, Func<int, int, double> columns)
    {
        var (input, output) = (call.Input.Shape, call.Node.Shape);
        var left = from o in Enumerable.Range(0, output.Height) from i in Enumerable.Range(0, input.Height) select rows(o, i);
        var right = from i in Enumerable.Range(0, input.Width) from o in Enumerable.Range(0, output.Width) select columns(o, i);
        var rowMatrix = call.Writer.Constant(call.Name + "/rows", Tensors.Floats(left, output.Height, input.Height));
        var columnMatrix = call.Writer.Constant(call.Name + "/columns", Tensors.Floats(right, input.Width, output.Width));
        return call.Emit("MatMul", "columns/mix", [call.Emit("MatMul", "rows/mix", [rowMatrix, real]), columnMatrix]);
    }
}
