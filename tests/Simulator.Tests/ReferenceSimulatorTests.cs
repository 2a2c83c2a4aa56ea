using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Simulator.Tests;

/// <summary>Whole graphs: order, fan-out, threads, wrong images.</summary>
public sealed class ReferenceSimulatorTests
{
    private static readonly FeatureShape Shape = new(1, 2, 3);
    private static readonly byte[] Pixels = [0, 1, 2, 128, 254, 255];

    [Fact]
    public void A_residual_graph_gives_the_hand_computed_mask()
    {
        // y = x + min(2x, 255) over 2 (rounded half up), mask = y > 150.
        // x:   0  1  2(4)   128(255)          254(255)        255
        // sum: 0  3  6      383               509             510
        // y:   0  2  3      192               255 (254.5 up)  255
        var values = new ReferenceSimulator(Residual()).RunAll(new FeatureMap<byte>(Shape, Pixels));

        Assert.Equal([0, 2, 4, 255, 255, 255], values[1].Data);
        Assert.Equal([0, 2, 3, 192, 255, 255], values[2].Data);
        Assert.Equal([0, 0, 0, 1, 1, 1], values[3].Data);
    }

    [Fact]
    public void Keeping_nothing_gives_the_same_mask()
    {
        var image = new FeatureMap<byte>(Shape, Pixels);
        Assert.Equal(new ReferenceSimulator(Residual()).RunAll(image)[^1].Data, new ReferenceSimulator(Residual(), threads: 2).Run(image).Data);
    }

    [Fact]
    public void An_image_of_another_shape_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => new ReferenceSimulator(Residual()).Run(new FeatureMap<byte>(new FeatureShape(1, 3, 2))));

    private static DataflowGraph<IntegerNode> Residual() => new(
    [
        new IntegerNode("image", new IntegerInput(), [], Shape, NumberFormat.UInt8, 1, null),
        new IntegerNode("double", new IntegerAffine(new Requantizer([2], [0], 0)), [0], Shape, NumberFormat.UInt8, 1, null),
        new IntegerNode("sum", new IntegerAdd(1, 1, 1), [0, 1], Shape, NumberFormat.UInt8, 1, null),
        new IntegerNode("mask", new IntegerThreshold(150), [2], Shape, NumberFormat.Bit, 1, null),
    ]);
}
