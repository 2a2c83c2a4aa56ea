using FpgaSeg.Import.Onnx.Functions;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Arithmetic of a map and a constant: a number joins the pending function, a number per channel becomes an affine.</summary>
internal static class ConstantOperand
{
    public static void Read(NodeReading reading, string operation, int mapIndex, int constantIndex)
    {
        var value = reading.Tensor(mapIndex);
        if (Numbers(reading, constantIndex) is not { } constant || value.Map is not { } map || value.Layout is not { } layout)
            return;
        layout = layout.Widen(constant.Dims.Length);
        value = value with { Layout = layout };
        if (ChannelVector.Of(layout, map, constant.Dims, constant.Data) is not { } perChannel)
        {
            Refuse(reading, constantIndex, constant, layout);
            return;
        }

        var first = constantIndex == 0;
        if (perChannel.All(v => v == perChannel[0]))
            reading.Define(PendingFunction.WithNumber(reading, operation, value, perChannel[0], first));
        else if (Coefficients(operation, perChannel, first) is var (scale, shift))
            reading.Define(AffineEmitter.Emit(reading, value, scale, shift));
        else
            reading.Refuse(NodeErrors.Operand(
                reading.Node,
                $"its constant '{reading.Node.Proto.Input[constantIndex]}' differs between channels",
                "one function per map becomes a table; only sums and products may differ between channels.",
                "use one constant for all channels."));
    }

    /// <summary>Scale and shift per channel, where the operator is linear and its divisor is never zero.</summary>
    private static (double[] Scale, double[] Shift)? Coefficients(string operation, double[] c, bool constantFirst)
    {
        double[] Each(double value) => [.. Enumerable.Repeat(value, c.Length)];
        return (operation, constantFirst) switch
        {
            ("Add", _) => (Each(1), c),
            ("Sub", false) => (Each(1), [.. c.Select(v => -v)]),
            ("Sub", true) => (Each(-1), c),
            ("Mul", _) => (c, Each(0)),
            ("Div", false) when c.All(v => v != 0) => ([.. c.Select(v => 1 / v)], Each(0)),
            _ => null,
        };
    }

    private static OnnxTensor<double>? Numbers(NodeReading reading, int index)
    {
        var tensor = reading.ConstantOf(index)!;
        if (!TensorTypes.IsFloat(tensor.DataType))
            return reading.Integers(index) is { } integers ? new(Array.ConvertAll(integers.Data, v => (double)v), integers.Dims) : null;
        return reading.Floats(index) is { } floats ? new(Array.ConvertAll(floats.Data, v => (double)v), floats.Dims) : null;
    }

    private static void Refuse(NodeReading reading, int index, OnnxTensor<double> constant, TensorLayout layout)
    {
        var name = reading.Node.Proto.Input[index];
        if (ChannelVector.Fits(layout, constant.Dims))
            reading.Refuse(NodeErrors.Operand(
                reading.Node,
                $"its constant '{name}' differs from pixel to pixel",
                "a constant is one number, or one per channel.",
                "leave out position maps; or make the constant the same for every pixel."));
        else
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, $"a constant of {constant} does not fit a map of {layout}", "a constant is one number, or one per channel."));
    }
}
