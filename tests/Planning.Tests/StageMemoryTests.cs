using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests;

/// <summary>Memories of a 3x3 convolution of 8 to 8 channels on a map 256 wide, by hand.</summary>
public sealed class StageMemoryTests
{
    private static readonly StageStream Stream = new(0, 0, new FeatureShape(8, 256, 256), NumberFormat.UInt8);

    /// <summary>
    /// 4 inputs and 8 outputs at a time: words of 32 bits, 2 per pixel. 2 rows x 256 pixels x 2 words; the newest 3 + 2 pixels, rounded up to 8, of which two
    /// words are read at once; 9 taps x 2 words of 8 x 4 weights of 8 bits; and per channel 18 bits of M and 5 of B + half (10 + 2).
    /// </summary>
    [Fact]
    public void A_convolution_keeps_two_rows_as_narrow_as_its_words()
    {
        var conv = new IntegerConv2d(
            new ConvKernel<sbyte>(new KernelShape(8, 8, 3, 3), new sbyte[8 * 8 * 9]), 8, WindowGeometry.Same(3), 1, [],
            new Requantizer([.. Enumerable.Repeat(3, 8)], [.. Enumerable.Repeat(10L, 8)], 2));
        var memories = Of(new Conv2dStage("conv", 1, [Stream], [Stream], conv), new Folding(8, 4, 0, 0));
        Assert.Equal([("lines", 1024, 32, 1), ("recent", 16, 32, 2), ("weights", 18, 256, 1), ("scales", 8, 23, 1)], memories.Select(Text));
    }

    /// <summary>Depthwise, 2 channels at a time: words of 16 bits, 4 per pixel.</summary>
    [Fact]
    public void A_depthwise_convolution_reads_one_tap_of_its_lanes()
    {
        var conv = new IntegerConv2d(
            new ConvKernel<sbyte>(new KernelShape(8, 1, 7, 7), new sbyte[8 * 49]), 4, WindowGeometry.Same(7), 8, [],
            new Requantizer([.. Enumerable.Repeat(1, 8)], [.. Enumerable.Repeat(0L, 8)], 1));
        var memories = Of(new DepthwiseStage("dw", 1, [Stream], [Stream], conv), new Folding(2, 1, 0, 0));
        Assert.Equal([("lines", 6 * 256 * 4, 16, 1), ("recent", 16 * 4, 16, 2), ("weights", 4 * 49, 8, 1), ("scales", 8, 2, 1)], memories.Select(Text));
    }

    [Fact]
    public void A_pooling_of_two_rows_keeps_one()
    {
        var memories = Of(new MaxPool2dStage("pool", 1, [Stream], [Stream], new IntegerMaxPool2d(new WindowGeometry(2, 2, 2, 2))), new Folding(1, 1, 0, 0));
        Assert.Equal([("lines", 256 * 8, 8, 1), ("recent", 4 * 8, 8, 2)], memories.Select(Text));
    }

    private static ImmutableArray<MemoryNeed> Of(Stage stage, Folding folding) => stage.Accept(new StageMemories(folding));

    private static (string, int, int, int) Text(MemoryNeed need) => (need.Name, need.Shape.Depth, need.Shape.Width, need.Reads);
}
