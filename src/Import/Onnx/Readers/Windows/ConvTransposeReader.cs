using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>Two-dimensional transposed convolution, rewritten exactly as a convolution and a rearrangement of its channels.</summary>
internal sealed class ConvTransposeReader : IOnnxOperatorReader
{
    public string OpType => "ConvTranspose";

    public IReadOnlyCollection<string> Attributes { get; } = [.. WindowReader.Attributes, "group", "output_padding", "output_shape"];

    public void Read(NodeReading reading)
    {
        var input = reading.Map(0);
        var weights = reading.Floats(1);
        var bias = reading.Has(2) ? reading.Floats(2) : null;
        var groups = reading.Attributes.Int("group", 1);
        if (weights is null || !ConvReader.IsTwoDimensional(reading, weights) || !Agree(reading, input, weights, bias, groups))
            return;
        var dims = weights.Dims;
        if (input.Shape is not { } map || TransposedWindow.Read(reading, map, dims[2], dims[3]) is not { } window)
            return;
        var shape = new FeatureShape((int)(dims[1] * groups), window.Height, window.Width);
        if (!MapLimits.Allows(shape) || (long)shape.Channels * window.Geometry.StrideY * window.Geometry.StrideX > MapLimits.Side)
        {
            reading.Refuse(OnnxErrors.Size(reading.Node.At, reading.Node.Proto.Output.FirstOrDefault(""), $"{shape}"));
            return;
        }

        var kernel = new KernelShape((int)dims[0], (int)dims[1], (int)dims[2], (int)dims[3]);
        var rewritten = TransposedConvolution.Rewrite(
            map, new ConvKernel<float>(kernel, weights.Data), bias?.Data ?? new float[shape.Channels], window.Geometry, (int)groups, shape.Height, shape.Width);
        var spread = reading.Emit(rewritten.Spread, rewritten.SpreadShape, reading.Emit(rewritten.Conv, rewritten.ConvShape, input));
        reading.Define(rewritten.Crop is { } crop ? reading.Emit(crop, shape, spread) : spread);
    }

    private static bool Agree(NodeReading reading, MapValue input, OnnxTensor<float> weights, OnnxTensor<float>? bias, long groups)
    {
        var problems = new List<string>();
        var dims = weights.Dims;
        if (groups < 1 || groups > dims[0] || dims[0] % groups != 0)
            problems.Add($"{dims[0]} input channels cannot be split over {groups} groups");
        else if (bias is not null && bias.Data.Length != dims[1] * groups)
            problems.Add($"{bias.Data.Length} biases for {dims[1] * groups} output channels");
        if (input.Shape is { } shape && dims[0] != shape.Channels)
            problems.Add($"weights of {weights} read {dims[0]} channels, and the map has {shape.Channels}");
        if (reading.Attributes.Ints("kernel_shape") is { Count: > 0 } stated && !stated.SequenceEqual(dims[2..]))
            problems.Add($"kernel_shape is {string.Join('x', stated)}, and the weights are {weights}");
        foreach (var problem in problems)
            reading.Refuse(NodeErrors.Shapes(
                reading.Node, problem, "weights are input channels x output channels per group x rows x columns."));
        return problems.Count == 0;
    }
}
