using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>Operators that move integers and compute nothing, and Margin, which only subtracts: exact.</summary>
internal static class RearrangementEmitter
{
    public static CarriedValue Emit(IntegerConcat _, EmitCall call)
    {
        string[] inputs = [.. Enumerable.Range(0, call.Inputs.Length).Select(k => call.ReadAs(call.Scale, k))];
        return call.Write(call.Emit("Concat", "concat", inputs, Attributes.Int("axis", 1)), Ending.Exact);
    }

    public static CarriedValue Emit(IntegerChannelSelect op, EmitCall call) =>
        call.Write(call.Gather(call.Read(), "channels", 1, [.. op.Channels.Select(c => (long)c)]), Ending.Exact);

    public static CarriedValue Emit(IntegerCropPad op, EmitCall call)
    {
        var (input, output, real) = (call.Input.Shape, call.Node.Shape, call.Read());
        var (top, left) = (Math.Max(-op.Top, 0), Math.Max(-op.Left, 0));
        var (firstRow, firstColumn) = (Math.Max(op.Top, 0), Math.Max(op.Left, 0));
        var (endRow, endColumn) = (Math.Min(input.Height, op.Top + output.Height), Math.Min(input.Width, op.Left + output.Width));
        if (firstRow > 0 || firstColumn > 0 || endRow < input.Height || endColumn < input.Width)
            real = call.Emit("Slice", "crop", [real, call.Longs("starts", firstRow, firstColumn), call.Longs("ends", endRow, endColumn), call.Longs("axes", 2, 3)]);
        var (bottom, right) = (output.Height - top - (endRow - firstRow), output.Width - left - (endColumn - firstColumn));
        if (top > 0 || left > 0 || bottom > 0 || right > 0)
            real = call.Emit("Pad", "pad", [real, call.Longs("pads", 0, 0, top, left, 0, 0, bottom, right), call.Scalar("zero", 0)]);
        return call.Write(real, Ending.Exact);
    }

    public static CarriedValue Emit(IntegerDepthToSpace op, EmitCall call)
    {
        var real = call.Read();
        if (op.BlockY == op.BlockX)
            return call.Write(
                call.Emit("DepthToSpace", "spread", [real], Attributes.Int("blocksize", op.BlockY), Attributes.Text("mode", "CRD")), Ending.Exact);
        var (input, output) = (call.Input.Shape, call.Node.Shape);
        real = call.Emit("Reshape", "split", [real, call.Longs("blocks", 1, output.Channels, op.BlockY, op.BlockX, input.Height, input.Width)]);
        real = call.Emit("Transpose", "order", [real], Attributes.Ints("perm", 0, 1, 4, 2, 5, 3));
        return call.Write(call.Emit("Reshape", "spread", [real, call.Longs("sizes", 1, output.Channels, output.Height, output.Width)]), Ending.Exact);
    }

    public static CarriedValue Emit(IntegerMargin op, EmitCall call)
    {
        var real = call.Read();
        string[] others = [.. Enumerable.Range(0, call.Input.Shape.Channels).Where(c => c != op.Class).Select(c => call.Gather(real, $"class{c}", 1, c))];
        var rival = others.Length == 1 ? others[0] : call.Emit("Max", "rival", others);
        return call.Write(call.Emit("Sub", "margin", [call.Gather(real, $"class{op.Class}", 1, op.Class), rival]), Ending.Exact);
    }
}
