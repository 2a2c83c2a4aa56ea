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
        new("nearest", new IntegerUpsample2x(UpsampleMode.Nearest), [4], Shape, Int8, 0.2, null),
        new("bilinear", new IntegerUpsample2x(UpsampleMode.Bilinear), [5], new(2, 8, 8), Int8, 0.2, null),
        new("table", new IntegerTable([.. Enumerable.Range(0, 256).Select(i => (i % 255) - 127)]), [6], new(2, 8, 8), Int8, 0.3, null),
        new("mask", new IntegerThreshold(-3), [7], new(2, 8, 8), NumberFormat.Bit, 1, null),
    ];

    /// <summary>The graph with one node replaced.</summary>
    public static DataflowGraph<IntegerNode> With(string name, Func<IntegerNode, IntegerNode> change) =>
        new(Nodes.Select(n => n.Name == name ? change(n) : n));

    public static IntegerConv2d Conv(sbyte[] weights, int[] rectifier, int shift, int bits = 8, int groups = 1) => new(
        new ConvKernel<sbyte>(new KernelShape(2, weights.Length / 2, 1, 1), weights), bits, WindowGeometry.Same(1), groups, [.. rectifier],
        new Requantizer([9, -8], [7, -6], shift));
}
