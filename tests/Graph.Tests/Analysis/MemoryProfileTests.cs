using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Tests.Analysis;

/// <summary>A small U-Net with a residual sum, its memory drawn on paper: bytes are elements times 4.</summary>
public sealed class MemoryProfileTests
{
    private static readonly FeatureShape Large = new(1, 4, 4);
    private static readonly FeatureShape Small = new(1, 2, 2);
    private static readonly NetworkSummary UNet = NetworkSummary.Of(new DataflowGraph<FloatNode>(
    [
        new("image", new FloatInput(), [], Large),                                        // 64 bytes
        Relu("encode", 0, Large),                                                         // 64, read by pool and join
        new("pool", new FloatMaxPool2d(new WindowGeometry(2, 2, 2, 2)), [1], Small),      // 16, read by relu and sum
        Relu("relu", 2, Small),                                                           // 16
        new("sum", new FloatAdd(), [2, 3], Small),                                        // 16
        Relu("decode", 4, Large),                                                         // 64; stands for an upsampling
        new("join", new FloatAdd(), [1, 5], Large),                                       // 64
        new("mask", new FloatThreshold(0), [6], Large),                                   // 64
    ]));

    [Fact]
    public void Live_bytes_are_what_each_step_and_the_later_ones_read() =>
        // image; image+encode; encode+pool; encode+pool+relu; encode+pool+relu+sum; encode+sum+decode; encode+decode+join; join+mask
        Assert.Equal<long[]>([64, 128, 80, 96, 112, 144, 192, 128], [.. UNet.Memory.LiveBytes]);

    [Fact]
    public void The_peak_is_named() => Assert.Equal((192, 6), (UNet.Memory.PeakBytes, UNet.Memory.PeakNode));

    [Fact]
    public void Skips_are_values_that_wait_the_costliest_first() => Assert.Equal(
        [new ValueLifetime(1, 6, 64, IsLong: true), new ValueLifetime(2, 4, 16, IsLong: false)],
        UNet.Memory.Skips);

    [Fact]
    public void The_output_lives_at_its_own_step_only() => Assert.Equal(new ValueLifetime(7, 7, 64, IsLong: false), UNet.Memory.Lifetimes[^1]);

    [Fact]
    public void Rows_carry_names_kinds_and_bytes()
    {
        Assert.Equal(["input", "relu", "max_pool2d", "relu", "add", "relu", "add", "threshold"], UNet.Nodes.Select(n => n.Operator));
        Assert.Equal([64, 64, 16, 16, 16, 64, 64, 64], UNet.Nodes.Select(n => n.ActivationBytes));
        Assert.All(UNet.Nodes, n => Assert.Equal("f32", n.Format));
    }

    private static FloatNode Relu(string name, int input, FeatureShape shape) => new(name, new FloatActivation(ActivationFunction.Relu), [input], shape);
}
