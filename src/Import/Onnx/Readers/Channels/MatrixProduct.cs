using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>A product with a constant matrix over the last dimension, where that is the channels: a pointwise convolution.</summary>
internal static class MatrixProduct
{
    /// <param name="reading">The node.</param>
    /// <param name="value">Its operand.</param>
    /// <param name="outputs">Columns of the matrix.</param>
    /// <param name="weights">The matrix as outputs x channels.</param>
    /// <param name="bias">One per output.</param>
    public static void Emit(NodeReading reading, TensorValue value, int outputs, float[] weights, float[] bias)
    {
        var (map, layout) = (value.Map!.Value, value.Layout!);
        var last = layout.Rank - 1;
        var channels = outputs == 0 ? 0 : weights.Length / outputs;
        var isChannels = layout.AxisOf(last, map) == MapAxis.Channel || (map.Channels == 1 && layout.Dims[last].IsEmpty);
        if (!isChannels || channels != map.Channels || bias.Length != outputs)
        {
            reading.Refuse(NodeErrors.Operand(
                reading.Node,
                $"a matrix of {channels}x{outputs} is multiplied with dimensions {layout}",
                "a matrix product is read where its last dimension is the channels, as in a squeeze-and-excite block or a 1x1 layer in NHWC.",
                "use 1x1 convolutions; fully connected layers over an image do not fit a streaming design."));
            return;
        }

        var kernel = new ConvKernel<float>(new KernelShape(outputs, channels, 1, 1), weights);
        var shape = map with { Channels = outputs };
        var conv = reading.Emit(new FloatConv2d(kernel, bias, new WindowGeometry(1, 1), 1), shape, reading.Apply(value));
        reading.Define(TensorValue.Of(conv, layout.With(last, new AxisPart(MapAxis.Channel, outputs, 1))));
    }

    /// <summary>Rows and columns exchanged.</summary>
    public static float[] Transposed(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, rows * columns).Select(i => matrix[(i % rows * columns) + (i / rows)])];
}
