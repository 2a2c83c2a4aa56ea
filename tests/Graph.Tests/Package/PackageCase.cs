using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Graph.Package;

namespace FpgaSeg.Graph.Tests.Package;

/// <summary>A small sound package with every operator.</summary>
internal static class PackageCase
{
    private static readonly FeatureShape Shape = new(2, 4, 4);
    private static readonly NumberFormat Int8 = NumberFormat.Int8;

    public static ModelPackage Package => new("fpgaseg test", "net.onnx", new string('a', 64), InputNormalization.UnitRange(2), Graph);

    public static DataflowGraph<IntegerNode> Graph => new(Nodes);

    public static IntegerNode[] Nodes =>
    [
        new("image", new IntegerInput(), [], Shape, NumberFormat.UInt8, 1.0 / 255, "image"),
        new("norm", new IntegerAffine(new Requantizer([100, -90], [5, -6], 8)), [0], Shape, Int8, 0.5, null),
        new("conv", Conv([3, -4, 5, -127], [1, -2], 10), [1], Shape, Int8, 0.1, "conv"),
        new("sum", new IntegerAdd(70, -80, 7), [1, 2], Shape, Int8, 0.2, "sum"),
        new("pool", new IntegerMaxPool2d(new WindowGeometry(2, 2, 2, 2)), [3], new(2, 2, 2), Int8, 0.2, null),
        new("nearest", new IntegerResize2d(ResizeAxis.Replicate(2, 2), ResizeAxis.Replicate(2, 2), 1, 0), [4], Shape, Int8, 0.2, null),
        new("bilinear", new IntegerResize2d(ResizeAxis.HalfPixel(4, 8), ResizeAxis.HalfPixel(4, 8), 1, 4), [5], new(2, 8, 8), Int8, 0.2, null),
        new("table", new IntegerTable([.. Enumerable.Range(0, 256).Select(i => (i % 255) - 127)]), [6], new(2, 8, 8), Int8, 0.3, null),
        new("mean", new IntegerAveragePool2d(PoolAxis.Adaptive(8, 3), PoolAxis.Whole(8), [24, 32], [700, 525], 14), [7], new(2, 3, 1), Int8, 0.3, null),
        new("gate", new IntegerAveragePool2d(PoolAxis.Whole(3), PoolAxis.Whole(1), [], [5461], 14), [8], new(2, 1, 1), Int8, 0.3, null),
        new("mul", new IntegerMul(33, 9), [7, 9], new(2, 8, 8), Int8, 0.3, null),
        new("slope", new IntegerPRelu(256, [30, -40], 8), [10], new(2, 8, 8), Int8, 0.3, null),
        new("joined", new IntegerConcat(), [11, 7], new(4, 8, 8), Int8, 0.3, null),
        new("shuffled", new IntegerChannelSelect([0, 2, 1, 3]), [12], new(4, 8, 8), Int8, 0.3, null),
        new("cropped", new IntegerCropPad(1, -2), [13], new(4, 4, 4), Int8, 0.3, null),
        new("spread", new IntegerDepthToSpace(1, 2), [14], new(2, 4, 8), Int8, 0.3, null),
        new("margin", new IntegerMargin(1), [15], new(1, 4, 8), new(9, IsSigned: true), 0.3, null),
        new("mask", new IntegerThreshold(-3), [16], new(1, 4, 8), NumberFormat.Bit, 1, null),
    ];

    /// <summary>The graph with one node replaced.</summary>
    public static DataflowGraph<IntegerNode> With(string name, Func<IntegerNode, IntegerNode> change) =>
        new(Nodes.Select(n => n.Name == name ? change(n) : n));

    public static IntegerConv2d Conv(sbyte[] weights, int[] rectifier, int shift, int bits = 8, int groups = 1) => new(
        new ConvKernel<sbyte>(new KernelShape(2, weights.Length / 2, 1, 1), weights), bits, WindowGeometry.Same(1), groups, [.. rectifier],
        new Requantizer([9, -8], [7, -6], shift));
}
