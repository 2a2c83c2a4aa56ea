using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Reference;

namespace FpgaSeg.Simulator.Tests;

/// <summary>Memory, sharing, wrong images.</summary>
public sealed class FastSimulatorTests
{
    private static readonly FeatureShape Shape = new(3, 9, 37);

    [Fact]
    public void An_image_allocates_nothing()
    {
        using var simulator = FastSimulator.Create(ConvolutionNetwork.Of(3));
        var graph = ConvolutionNetwork.Of(3);
        var (image, mask) = (new FeatureMap<byte>(graph.Input.Shape), new byte[graph.Output.Shape.Count]);
        simulator.Run(image, mask);
        simulator.Run(image, mask);
        var before = GC.GetAllocatedBytesForCurrentThread();
        simulator.Run(image, mask);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Simulators_that_share_a_plan_do_not_share_maps()
    {
        var graph = Doubling();
        using var first = FastSimulator.Create(graph);
        using var second = first.Share();
        FeatureMap<byte>[] images = [.. Enumerable.Range(0, 8).Select(k => new FeatureMap<byte>(Shape, [.. Enumerable.Range(0, Shape.Count).Select(i => (byte)(i * k))]))];
        var masks = new FeatureMap<int>[images.Length];
        Parallel.Invoke(
            () => Run(first, images, masks, 0),
            () => Run(second, images, masks, 1));
        var reference = new ReferenceSimulator(graph);
        Assert.All(Enumerable.Range(0, images.Length), k => Assert.Equal(reference.Run(images[k]).Data, masks[k].Data));
    }

    [Fact]
    public void Maps_that_are_not_needed_at_once_share_memory()
    {
        // Eight maps in a row, each read by the next alone: two are alive at a time.
        var graph = Doubling(8);
        using var fused = FastSimulator.Create(graph);
        Assert.True(fused.WorkingBytes < 5 * 3 * 9 * 64, $"{fused.WorkingBytes} bytes");
    }

    [Fact]
    public void An_image_of_another_shape_is_a_bug()
    {
        using var simulator = FastSimulator.Create(Doubling());
        Assert.Throws<ArgumentException>(() => simulator.Run(new FeatureMap<byte>(new FeatureShape(3, 37, 9))));
        Assert.Throws<ArgumentException>(() => simulator.Run(new FeatureMap<byte>(Shape), new byte[3]));
    }

    private static void Run(FastSimulator simulator, FeatureMap<byte>[] images, FeatureMap<int>[] masks, int first)
    {
        for (var k = first; k < images.Length; k += 2)
            masks[k] = simulator.Run(images[k]);
    }

    // Max pools cannot be computed together: each has a map.
    private static DataflowGraph<IntegerNode> Doubling(int pools = 1)
    {
        var window = new WindowGeometry(3, 3, PadTop: 1, PadLeft: 1, PadBottom: 1, PadRight: 1);
        var nodes = new List<IntegerNode> { new("image", new IntegerInput(), [], Shape, NumberFormat.UInt8, 1, null) };
        for (var k = 0; k < pools; k++)
            nodes.Add(new IntegerNode($"pool{k}", new IntegerMaxPool2d(window), [k], Shape, NumberFormat.UInt8, 1, null));
        nodes.Add(new IntegerNode("mask", new IntegerThreshold(150), [pools], Shape, NumberFormat.Bit, 1, null));
        return new DataflowGraph<IntegerNode>(nodes);
    }
}
