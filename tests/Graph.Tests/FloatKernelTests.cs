using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Tests;

/// <summary>Each float kernel against its definition, on random shapes and values.</summary>
public sealed class FloatKernelTests
{
    [Fact]
    public void Convolution() => Cases.ForAll(random =>
    {
        var input = Cases.Map(random, Cases.Shape(random));
        var conv = Cases.Conv(random, input.Shape);
        var shape = conv.Window.OutputShape(input.Shape, conv.Kernel.Shape.OutChannels);

        var output = Cases.Run(conv, shape, input);

        // Products are up to 4; float rounding grows with the number of taps.
        Cases.AssertEqual(output, 4.0 * (conv.Kernel.Shape.WeightsPerOutput + 1), (o, y, x) => NaiveKernels.Conv(conv, input, o, y, x));
        Assert.Equal(output.Data, Cases.Run(conv, shape, input, threads: random.Next(2, 5)).Data);
    });

    [Fact]
    public void MaxPool() => Cases.ForAll(random =>
    {
        var input = Cases.Map(random, Cases.Shape(random));
        var window = Cases.Window(random, input.Shape);
        var output = Cases.Run(new FloatMaxPool2d(window), window.OutputShape(input.Shape, input.Shape.Channels), input);

        Cases.AssertEqual(output, 0, (c, y, x) => NaiveKernels.MaxPool(window, input, c, y, x));
    });

    [Fact]
    public void Upsampling() => Cases.ForAll(random =>
    {
        var input = Cases.Map(random, Cases.Shape(random));
        var shape = new FeatureShape(input.Shape.Channels, 2 * input.Shape.Height, 2 * input.Shape.Width);

        Cases.AssertEqual(Cases.Run(new FloatResize2d(ResizeAxis.Replicate(input.Shape.Height, 2), ResizeAxis.Replicate(input.Shape.Width, 2)), shape, input), 0, (c, y, x) => input[c, y / 2, x / 2]);
        Cases.AssertEqual(
            Cases.Run(new FloatResize2d(ResizeAxis.HalfPixel(input.Shape.Height, 2 * input.Shape.Height), ResizeAxis.HalfPixel(input.Shape.Width, 2 * input.Shape.Width)), shape, input), 2, (c, y, x) => NaiveKernels.Bilinear(input, c, y, x));
    });

    [Fact]
    public void Element_wise_operators() => Cases.ForAll(random =>
    {
        var input = Cases.Map(random, Cases.Shape(random));
        for (var i = 0; i < input.Data.Length; i++)
            input.Data[i] *= 3; // beyond both knees of Hardswish
        var affine = new FloatAffine(Cases.Floats(random, input.Shape.Channels), Cases.Floats(random, input.Shape.Channels));

        FeatureMap<float> Run(FloatOperator op, int inputs = 1) => Cases.Run(op, input.Shape, input, inputs);

        Cases.AssertEqual(Run(affine), 14, (c, y, x) => ((double)input[c, y, x] * affine.Scale[c]) + affine.Shift[c]);
        Cases.AssertEqual(Run(new FloatAdd(), 2), 0, (c, y, x) => 2 * input[c, y, x]);
        Cases.AssertEqual(Run(new FloatActivation(ActivationFunction.Relu)), 0, (c, y, x) => input[c, y, x] > 0 ? input[c, y, x] : 0);
        Cases.AssertEqual(Run(new FloatActivation(ActivationFunction.HardSwish)), 6, (c, y, x) => HardSwish(input[c, y, x]));
        Cases.AssertEqual(Run(new FloatThreshold(0.5f)), 0, (c, y, x) => input[c, y, x] > 0.5f ? 1 : 0);
    });

    /// <summary>Piecewise, unlike the kernel: 0 below -3, x above 3, x (x + 3) / 6 between.</summary>
    private static double HardSwish(double x) => x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
}
