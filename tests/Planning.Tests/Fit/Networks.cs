using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Fit;

/// <summary>Networks small enough to be planned by hand or in no time.</summary>
internal static class Networks
{
    /// <summary>One channel of 4x4, a 1x1 convolution, a threshold.</summary>
    public static DataflowGraph<IntegerNode> Point() => new(
    [
        Node("image", new IntegerInput(), [], new FeatureShape(1, 4, 4), NumberFormat.UInt8),
        Node("conv", Convolution(1, 1, WindowGeometry.Same(1), Requantizer.PassThrough([0])), [0], new FeatureShape(1, 4, 4), new NumberFormat(17, IsSigned: true)),
        Node("mask", new IntegerThreshold(0), [1], new FeatureShape(1, 4, 4), NumberFormat.Bit),
    ]);

    /// <summary>A U of one level: convolution, pooling, convolution, doubling, and a sum or concatenation with the first map.</summary>
    public static DataflowGraph<IntegerNode> U(int side, int channels = 4, bool concatenates = false)
    {
        FeatureShape full = new(channels, side, side), half = new(channels, side / 2, side / 2);
        var join = concatenates ? new FeatureShape(2 * channels, side, side) : full;
        return new DataflowGraph<IntegerNode>(
        [
            Node("image", new IntegerInput(), [], new FeatureShape(2, side, side), NumberFormat.UInt8),
            Node("a", Convolution(channels, 2, WindowGeometry.Same(3), Scale(channels)), [0], full, NumberFormat.UInt8),
            Node("pool", new IntegerMaxPool2d(new WindowGeometry(2, 2, 2, 2)), [1], half, NumberFormat.UInt8),
            Node("b", Convolution(channels, channels, WindowGeometry.Same(3), Scale(channels)), [2], half, NumberFormat.UInt8),
            Node("up", new IntegerResize2d(ResizeAxis.Replicate(side / 2, 2), ResizeAxis.Replicate(side / 2, 2), 1, 0), [3], full, NumberFormat.UInt8),
            Node("join", concatenates ? new IntegerConcat() : new IntegerAdd(3, 5, 4), [4, 1], join, NumberFormat.UInt8),
            Node("head", Convolution(1, join.Channels, WindowGeometry.Same(1), Requantizer.PassThrough([0])), [5], new FeatureShape(1, side, side), new NumberFormat(20, IsSigned: true)),
            Node("mask", new IntegerThreshold(0), [6], new FeatureShape(1, side, side), NumberFormat.Bit),
        ]);
    }

    /// <summary>A U of one level whose lower level has windows over the whole map, so that the skip waits for all of it.</summary>
    public static DataflowGraph<IntegerNode> Deep(int side)
    {
        FeatureShape full = new(4, side, side), half = new(4, side / 8, side / 8);
        var pool = new WindowGeometry(8, 8, 8, 8);
        IntegerNode Up(string name, int from, int size) => Node(
            name, new IntegerResize2d(ResizeAxis.Replicate(size / 2, 2), ResizeAxis.Replicate(size / 2, 2), 1, 0), [from], new FeatureShape(4, size, size), NumberFormat.UInt8);
        return new DataflowGraph<IntegerNode>(
        [
            Node("image", new IntegerInput(), [], new FeatureShape(2, side, side), NumberFormat.UInt8),
            Node("a", Convolution(4, 2, WindowGeometry.Same(3), Scale(4)), [0], full, NumberFormat.UInt8),
            Node("pool", new IntegerMaxPool2d(pool), [1], half, NumberFormat.UInt8),
            Node("b", Convolution(4, 4, WindowGeometry.Same(7), Scale(4)), [2], half, NumberFormat.UInt8),
            Node("c", Convolution(4, 4, WindowGeometry.Same(7), Scale(4)), [3], half, NumberFormat.UInt8),
            Up("up1", 4, side / 4),
            Up("up2", 5, side / 2),
            Up("up3", 6, side),
            Node("join", new IntegerAdd(3, 5, 4), [7, 1], full, NumberFormat.UInt8),
            Node("head", Convolution(1, 4, WindowGeometry.Same(1), Requantizer.PassThrough([0])), [8], new FeatureShape(1, side, side), new NumberFormat(20, IsSigned: true)),
            Node("mask", new IntegerThreshold(0), [9], new FeatureShape(1, side, side), NumberFormat.Bit),
        ]);
    }

    /// <summary>A map with two readers, of which the one that comes first in the program, with the larger window, is the last to finish.</summary>
    public static DataflowGraph<IntegerNode> Uneven(int side)
    {
        FeatureShape full = new(4, side, side);
        return new DataflowGraph<IntegerNode>(
        [
            Node("image", new IntegerInput(), [], new FeatureShape(2, side, side), NumberFormat.UInt8),
            Node("a", Convolution(4, 2, WindowGeometry.Same(3), Scale(4)), [0], full, NumberFormat.UInt8),
            Node("wide", Convolution(4, 4, WindowGeometry.Same(7), Scale(4)), [1], full, NumberFormat.UInt8),
            Node("narrow", Convolution(4, 4, WindowGeometry.Same(1), Scale(4)), [1], full, NumberFormat.UInt8),
            Node("join", new IntegerAdd(3, 5, 4), [2, 3], full, NumberFormat.UInt8),
            Node("head", Convolution(1, 4, WindowGeometry.Same(1), Requantizer.PassThrough([0])), [4], new FeatureShape(1, side, side), new NumberFormat(20, IsSigned: true)),
            Node("mask", new IntegerThreshold(0), [5], new FeatureShape(1, side, side), NumberFormat.Bit),
        ]);
    }

    public static IntegerNode Node(string name, IntegerOperator op, ImmutableArray<int> inputs, FeatureShape shape, NumberFormat format) =>
        new(name, op, inputs, shape, format, 1, null);

    public static IntegerConv2d Convolution(int outputs, int inputs, WindowGeometry window, Requantizer rule, int weight = 3)
    {
        var shape = new KernelShape(outputs, inputs, window.KernelHeight, window.KernelWidth);
        return new(new ConvKernel<sbyte>(shape, [.. Enumerable.Repeat((sbyte)weight, shape.Count)]), 8, window, 1, [], rule);
    }

    public static Requantizer Scale(int channels) => new([.. Enumerable.Repeat(40503, channels)], [.. Enumerable.Repeat(0L, channels)], 20);

    public static BoardDescription Board(string name) => BoardCatalogue.Find(name).Value;

    public static StageGraph Stages(DataflowGraph<IntegerNode> graph) => DesignPlanner.Stages(graph).Value;
}
