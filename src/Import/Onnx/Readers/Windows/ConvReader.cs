using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Two-dimensional convolution: dense, grouped, depthwise, pointwise; a missing bias is zero.</summary>
internal sealed class ConvReader : IOnnxOperatorReader
{
    public string OpType => "Conv";

    public IReadOnlyCollection<string> Attributes { get; } = [.. WindowReader.Attributes, "group"];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        var weights = reading.Floats(1);
        var bias = reading.Has(2) ? reading.Floats(2) : null;
        var groups = reading.Attributes.Int("group", 1);
        if (weights is null || !IsTwoDimensional(reading, weights) || !Agree(reading, input, weights, bias, groups))
            return;
        var kernel = new KernelShape((int)weights.Dims[0], (int)weights.Dims[1], (int)weights.Dims[2], (int)weights.Dims[3]);
        (input, var padding) = ZeroPadding.Before(reading, input, kernel.Height, kernel.Width);
        if (WindowReader.Read(reading, kernel.Height, kernel.Width, input.Shape, padding) is not { } window)
            return;
        var op = new FloatConv2d(
            new ConvKernel<float>(kernel, weights.Data), bias?.Data ?? new float[kernel.OutChannels], window, (int)groups);
        reading.Define(reading.Emit(op, input.Shape is { } shape ? window.OutputShape(shape, kernel.OutChannels) : null, input));
    }

    /// <summary>Whether the weights have four dimensions; reported where not.</summary>
    public static bool IsTwoDimensional(NodeReading reading, OnnxTensor<float> weights)
    {
        if (weights.Dims.Length == 4 && weights.Data.Length > 0)
            return true;
        reading.Refuse(NodeErrors.Shapes(
            reading.Node, $"the weights are {weights}", "images need weights of output x input channels x rows x columns."));
        return false;
    }

    private static bool Agree(NodeReading reading, MapValue input, OnnxTensor<float> weights, OnnxTensor<float>? bias, long groups)
    {
        var problems = new List<string>();
        var dims = weights.Dims;
        if (groups < 1 || groups > dims[0] || dims[0] % groups != 0)
            problems.Add($"{dims[0]} output channels cannot be split over {groups} groups");
        else if (input.Shape is { } shape && dims[1] * groups != shape.Channels)
            problems.Add($"weights of {weights} in {groups} groups read {dims[1] * groups} channels, and the map has {shape.Channels}");
        if (bias is not null && bias.Data.Length != dims[0])
            problems.Add($"{bias.Data.Length} biases for {dims[0]} output channels");
        if (reading.Attributes.Ints("kernel_shape") is { Count: > 0 } stated && !stated.SequenceEqual(dims[2..]))
            problems.Add($"kernel_shape is {string.Join('x', stated)}, and the weights are {weights}");
        foreach (var problem in problems)
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, problem, "weights are output channels x input channels per group x rows x columns."));
        return problems.Count == 0;
    }
}
