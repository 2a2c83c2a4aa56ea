using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Tests;

/// <summary>The rewritten transposed convolution against the definition: every input value spread over the taps.</summary>
public sealed class TransposedConvolutionTests
{
    /// <summary>input size, kernel, stride, pad, output padding, dilation; rows and columns use two of them.</summary>
    public static TheoryData<int[], int[], int> Cases => new()
    {
        { [4, 2, 2, 0, 0, 1], [5, 2, 2, 0, 0, 1], 1 },
        { [4, 3, 2, 1, 1, 1], [5, 3, 2, 1, 1, 1], 1 },
        { [4, 3, 2, 1, 0, 1], [5, 4, 2, 1, 0, 1], 2 },
        { [3, 3, 1, 1, 0, 1], [6, 5, 3, 2, 2, 1], 1 },
        { [3, 3, 2, 0, 0, 2], [4, 2, 3, 0, 0, 2], 2 },
        { [5, 4, 4, 0, 0, 1], [3, 1, 2, 0, 1, 1], 4 },
        { [6, 3, 2, 4, 1, 3], [7, 5, 1, 6, 0, 2], 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_spread_inputs(int[] rows, int[] columns, int groups)
    {
        var random = new Random(5);
        var input = Filled(new FeatureShape(4, rows[0], columns[0]), random);
        var kernel = new ConvKernel<float>(new KernelShape(4, 3, rows[1], columns[1]), Values(4 * 3 * rows[1] * columns[1], random));
        var bias = Values(3 * groups, random);
        var window = new WindowGeometry(rows[1], columns[1], rows[2], columns[2], rows[3], columns[3], DilationY: rows[5], DilationX: columns[5]);
        int height = Size(rows), width = Size(columns);

        var parts = TransposedConvolution.Rewrite(input.Shape, kernel, bias, window, groups, height, width);

        var expected = Spread(input, kernel, bias, window, groups, new FeatureShape(3 * groups, height, width));
        var actual = Run(parts, input);
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.Data.Zip(actual.Data), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    [Fact]
    public void Doubling_by_two_taps_costs_no_extra_product()
    {
        var kernel = new ConvKernel<float>(new KernelShape(8, 4, 2, 2), new float[8 * 4 * 4]);
        var parts = TransposedConvolution.Rewrite(new FeatureShape(8, 5, 5), kernel, new float[4], new WindowGeometry(2, 2, 2, 2), 1, 10, 10);

        Assert.Equal(new KernelShape(16, 8, 1, 1), parts.Conv.Kernel.Shape);
        Assert.Null(parts.Crop);
    }

    private static int Size(int[] axis) => ((axis[0] - 1) * axis[2]) - (2 * axis[3]) + (axis[5] * (axis[1] - 1)) + axis[4] + 1;

    private static FeatureMap<float> Run(TransposedConvolution parts, FeatureMap<float> input)
    {
        var nodes = new List<FloatNode>
        {
            new("in", new FloatInput(), [], input.Shape),
            new("conv", parts.Conv, [0], parts.ConvShape),
            new("spread", parts.Spread, [1], parts.SpreadShape),
        };
        Assert.Equal(parts.ConvShape, parts.Conv.Window.OutputShape(input.Shape, parts.ConvShape.Channels));
        if (parts.Crop is { } crop)
            nodes.Add(new("crop", crop, [2], parts.Shape));
        return new FloatExecutor(new DataflowGraph<FloatNode>(nodes)).Run(input)[^1];
    }

    private static FeatureMap<float> Spread(
        FeatureMap<float> input, ConvKernel<float> kernel, float[] bias, WindowGeometry w, int groups, FeatureShape shape)
    {
        var output = new FeatureMap<float>(shape);
        for (var c = 0; c < shape.Channels; c++)
            output.Channel(c).Fill(bias[c]);
        var (inputs, outputs) = (input.Shape.Channels / groups, shape.Channels / groups);
        for (var i = 0; i < input.Shape.Channels; i++)
            for (var o = 0; o < outputs; o++)
                for (var y = 0; y < input.Shape.Height; y++)
                    for (var x = 0; x < input.Shape.Width; x++)
                        for (var ky = 0; ky < w.KernelHeight; ky++)
                            for (var kx = 0; kx < w.KernelWidth; kx++)
                            {
                                int row = (y * w.StrideY) - w.PadTop + (ky * w.DilationY), column = (x * w.StrideX) - w.PadLeft + (kx * w.DilationX);
                                if (row >= 0 && row < shape.Height && column >= 0 && column < shape.Width)
                                    output[(i / inputs * outputs) + o, row, column] += input[i, y, x] * kernel[i, o, ky, kx];
                            }

        return output;
    }

    private static FeatureMap<float> Filled(FeatureShape shape, Random random) => new(shape, Values(shape.Count, random));

    private static float[] Values(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
