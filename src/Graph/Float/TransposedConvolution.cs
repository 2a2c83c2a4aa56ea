using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>A transposed convolution as what computes it exactly: a convolution, a rearrangement of its channels, perhaps a crop.</summary>
/// <param name="Conv">At the input's size; its channels are the output's, each once per phase of the stride.</param>
/// <param name="ConvShape">Its output.</param>
/// <param name="Spread">Channels to pixels.</param>
/// <param name="SpreadShape">Its output, which the strides divide.</param>
/// <param name="Crop">To the wanted size, or null where it is that already.</param>
/// <param name="Shape">The wanted output.</param>
public sealed record TransposedConvolution(
    FloatConv2d Conv, FeatureShape ConvShape, FloatDepthToSpace Spread, FeatureShape SpreadShape, FloatCropPad? Crop, FeatureShape Shape)
{
    /// <summary>
    /// Output row y is the sum over taps k with (y + pad - k * dilation) divisible by the stride. Rows of one remainder of y by the stride
    /// (a phase) read the input at fixed offsets, so each phase is an ordinary convolution with the taps that reach it.
    /// </summary>
    /// <param name="input">Shape of the input.</param>
    /// <param name="kernel">Weights in PyTorch's and ONNX's order: input channel, output channel within the group, row, column.</param>
    /// <param name="bias">One per output channel.</param>
    /// <param name="window">Kernel size, stride, dilation; the pads above and to the left that the result loses. The others are not read.</param>
    /// <param name="groups">Divides input and output channels.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    public static TransposedConvolution Rewrite(
        FeatureShape input, ConvKernel<float> kernel, float[] bias, WindowGeometry window, int groups, int height, int width)
    {
        var rows = TransposedAxis.Of(input.Height, height, window.KernelHeight, window.StrideY, window.PadTop, window.DilationY);
        var columns = TransposedAxis.Of(input.Width, width, window.KernelWidth, window.StrideX, window.PadLeft, window.DilationX);
        var channels = kernel.Shape.InChannelsPerGroup * groups; // the second dimension is the output channels of a group here
        var weights = Spreaded(kernel, groups, rows, columns);
        var geometry = new WindowGeometry(
            rows.Taps, columns.Taps, PadTop: rows.PadBefore, PadLeft: columns.PadBefore, PadBottom: rows.PadAfter, PadRight: columns.PadAfter);
        var phases = rows.Stride * columns.Stride;
        var conv = new FloatConv2d(weights, [.. bias.SelectMany(b => Enumerable.Repeat(b, phases))], geometry, groups);
        var spread = new FeatureShape(channels, rows.Steps * rows.Stride, columns.Steps * columns.Stride);
        var shape = new FeatureShape(channels, height, width);
        return new TransposedConvolution(
            conv,
            new FeatureShape(channels * phases, rows.Steps, columns.Steps),
            new FloatDepthToSpace(rows.Stride, columns.Stride),
            spread,
            spread == shape ? null : new FloatCropPad(0, 0),
            shape);
    }

    private static ConvKernel<float> Spreaded(ConvKernel<float> kernel, int groups, TransposedAxis rows, TransposedAxis columns)
    {
        var (source, phases) = (kernel.Shape, rows.Stride * columns.Stride);
        var perGroup = source.OutChannels / groups; // input channels of a group
        var shape = new KernelShape(source.InChannelsPerGroup * groups * phases, perGroup, rows.Taps, columns.Taps);
        var weights = new float[shape.Count];
        for (var i = 0; i < source.OutChannels; i++)
        {
            for (var o = 0; o < source.InChannelsPerGroup; o++)
            {
                foreach (var (phaseY, tapY, ky) in rows.Uses())
                {
                    foreach (var (phaseX, tapX, kx) in columns.Uses())
                    {
                        var channel = ((((i / perGroup * source.InChannelsPerGroup) + o) * phases) + (phaseY * columns.Stride)) + phaseX;
                        weights[(((((channel * perGroup) + (i % perGroup)) * rows.Taps) + tapY) * columns.Taps) + tapX] = kernel[i, o, ky, kx];
                    }
                }
            }
        }

        return new ConvKernel<float>(shape, weights);
    }
}
