using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Tests;

/// <summary>The number of windows, against sliding one until it no longer fits.</summary>
public sealed class WindowGeometryTests
{
    [Fact]
    public void Output_shape_is_the_number_of_windows_that_fit()
    {
        for (var size = 1; size <= 9; size++)
            for (var kernel = 1; kernel <= 5; kernel++)
                for (var stride = 1; stride <= 3; stride++)
                    for (var dilation = 1; dilation <= 3; dilation++)
                        for (var before = 0; before <= 2; before++)
                            for (var after = 0; after <= 2; after++)
                            {
                                var tall = new WindowGeometry(kernel, 1, stride, 1, PadTop: before, PadBottom: after, DilationY: dilation);
                                var wide = new WindowGeometry(1, kernel, 1, stride, PadLeft: before, PadRight: after, DilationX: dilation);
                                var expected = Slide(size, kernel, stride, dilation, before, after);

                                Assert.Equal(new FeatureShape(7, expected, 2), tall.OutputShape(new(3, size, 2), 7));
                                Assert.Equal(new FeatureShape(7, 2, expected), wide.OutputShape(new(3, 2, size), 7));
                            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Same_keeps_height_and_width(int kernel) =>
        Assert.Equal(new FeatureShape(5, 12, 7), WindowGeometry.Same(kernel).OutputShape(new(2, 12, 7), 5));

    private static int Slide(int size, int kernel, int stride, int dilation, int before, int after)
    {
        var steps = 0;
        for (var first = -before; first + ((kernel - 1) * dilation) < size + after; first += stride)
            steps++;
        return steps;
    }
}
