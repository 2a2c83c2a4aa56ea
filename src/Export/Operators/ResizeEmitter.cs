using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>Resize.</summary>
internal static class ResizeEmitter
{
    private const double BilinearStep = 1.0 / 16;

    public static CarriedValue Emit(IntegerUpsample2x op, EmitCall call)
    {
        var shape = call.Node.Shape;
        var sizes = call.Writer.Constant(call.Name + "/sizes", Tensors.Longs(1, shape.Channels, shape.Height, shape.Width));
        string[] inputs = [call.Read(), "", "", sizes];
        if (op.Mode == UpsampleMode.Bilinear)
        {
            var mixed = call.Emit(
                "Resize", "resize", inputs, Attributes.Text("coordinate_transformation_mode", "half_pixel"), Attributes.Text("mode", "linear"));
            return call.Write(call.Nudge(mixed, BilinearStep), Ending.Rounded);
        }

        var repeated = call.Emit(
            "Resize",
            "resize",
            inputs,
            Attributes.Text("coordinate_transformation_mode", "asymmetric"),
            Attributes.Text("mode", "nearest"),
            Attributes.Text("nearest_mode", "floor"));
        return call.Write(repeated, Ending.Exact);
    }
}
