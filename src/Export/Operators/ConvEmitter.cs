using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Import.Onnx.Format;

namespace FpgaSeg.Export.Operators;

/// <summary>
/// Conv2d. Plain: Conv with its bias, in the form that ONNX Runtime runs as one int8 kernel. Rectified: Conv, Relu, then batch norm
/// as Mul (signs only, the size of M is in the weights' scale) and Add.
/// </summary>
internal static class ConvEmitter
{
    public static CarriedValue Emit(IntegerConv2d op, EmitCall call)
    {
        var channels = new ConvChannels(op, call.Node.Format);
        var rectified = !op.RectifierBias.IsEmpty;
        double[] scales = [.. channels.All.Select(o => Carrier.Stored(channels.Ratio(o) * call.Scale / call.Input.Scale))];
        var weights = call.Carrier.Weights(call.Name, op.Kernel.Shape, channels.Weights(signed: !rectified), op.WeightBits, scales);
        double[] steps = [.. scales.Select(s => Carrier.Stored(s * call.Input.Scale))];
        var real = rectified ? Rectified(op, call, channels, weights, steps) : Plain(op, call, channels, weights, steps);
        var ending = !channels.IsExact ? Ending.Rounded : channels.Fits(call.Input.Format) ? Ending.Exact : Ending.Clipped;
        var staysFloat = call.Carrier.HasIntegerBias && ending == Ending.Exact && call.Node.Format.Bits > 8;
        return call.Write(staysFloat ? InSteps(call, real) : real, ending);
    }

    /// <summary>A wide result stays a float tensor: without the noise of float sums its 0 is 0, and its sign the integer's.</summary>
    private static string InSteps(EmitCall call, string real)
    {
        var step = call.Scalar("step", call.Scale);
        return call.Emit("Mul", "exact", [call.Emit("Round", "round", [call.Emit("Div", "steps", [real, step])]), step]);
    }

    private static string Plain(IntegerConv2d op, EmitCall call, ConvChannels channels, string weights, double[] steps)
    {
        if (call.Carrier.HasIntegerBias && channels.IntegerBias(call.Input.Format) is { } bias)
            return Conv(op, call, weights, call.Carrier.IntegerBias(call.Name, bias, steps));
        double[] offsets = [.. channels.All.Select(o => channels.NudgedOffset(o) * call.Scale)];
        if (!call.Carrier.HasIntegerBias)
            return Conv(op, call, weights, call.Writer.Constant(call.Name + "/bias", Tensors.Floats(offsets, channels.Count)));
        // An offset beyond int32: float arithmetic holds it, integer kernels could not.
        return call.Emit("Add", "bias/add", [Conv(op, call, weights, null), call.PerChannel("bias", offsets)]);
    }

    private static string Rectified(IntegerConv2d op, EmitCall call, ConvChannels channels, string weights, double[] steps)
    {
        var bias = call.Carrier.IntegerBias(call.Name, channels.RectifierBias(), steps);
        var real = call.Emit("Relu", "relu", [Conv(op, call, weights, bias)]);
        if (channels.All.Any(o => channels.Sign(o) < 0))
            real = call.Emit("Mul", "sign/mul", [real, call.PerChannel("sign", [.. channels.All.Select(o => (double)channels.Sign(o))])]);
        double[] offsets = [.. channels.All.Select(o => channels.NudgedOffset(o) * call.Scale)];
        return call.Emit("Add", "offset/add", [real, call.PerChannel("offset", offsets)]);
    }

    private static string Conv(IntegerConv2d op, EmitCall call, string weights, string? bias) =>
        call.Emit("Conv", "conv", bias is null ? [call.Read(), weights] : [call.Read(), weights, bias], [.. Window(op.Window), Attributes.Int("group", op.Groups)]);

    /// <summary>kernel_shape, strides, pads and dilations.</summary>
    public static AttributeProto[] Window(WindowGeometry w) =>
    [
        Attributes.Ints("dilations", w.DilationY, w.DilationX),
        Attributes.Ints("kernel_shape", w.KernelHeight, w.KernelWidth),
        Attributes.Ints("pads", w.PadTop, w.PadLeft, w.PadBottom, w.PadRight),
        Attributes.Ints("strides", w.StrideY, w.StrideX),
    ];
}
