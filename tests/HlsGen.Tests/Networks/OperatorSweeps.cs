using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests.Networks;

/// <summary>Small networks that go through the parameters of every operator which moves, scales or averages pixels.</summary>
internal static class OperatorSweeps
{
    private static readonly NumberFormat _byte = NumberFormat.Int8;

    public static IReadOnlyList<DataflowGraph<IntegerNode>> All() =>
    [
        LinearResizes(), NearestResizes(), WindowedMeans(), AdaptiveMeans(), Pyramid(), ChannelGates(), PixelGates(), Shuffles(), Crops(),
        TwoClasses(), FourClasses(), Residuals(), PointResiduals(),
    ];

    /// <summary>Adaptive pools 1, 2, 3 and 6 of one 8x8 map, each through a convolution and back to 8x8, beside the map (Fast-SCNN's pyramid).</summary>
    public static DataflowGraph<IntegerNode> Pyramid() => Of(new FeatureShape(1, 8, 8), 1, (net, from) =>
    {
        var map = net.Convolution(from, 4, WindowGeometry.Same(3), 1, NumberFormat.UInt8);
        var branches = new[] { 1, 2, 3, 6 }.Select(bins =>
        {
            var pooled = net.AveragePool(map, PoolAxis.Adaptive(8, bins), PoolAxis.Adaptive(8, bins), NumberFormat.UInt8);
            var narrow = net.Convolution(pooled, 2, new WindowGeometry(1, 1), 1, NumberFormat.UInt8);
            return net.Resize(narrow, ResizeAxis.AlignCorners(bins, 8), ResizeAxis.AlignCorners(bins, 8));
        }).ToArray();
        return net.Convolution(net.Concat([map, .. branches]), 4, new WindowGeometry(1, 1), 1, NumberFormat.UInt8);
    });

    /// <summary>Squeeze and excitation: a map times a gate from its own mean, twice, and a sum with a gate of one channel.</summary>
    public static DataflowGraph<IntegerNode> ChannelGates() => Of(new FeatureShape(3, 7, 9), 2, (net, from) =>
    {
        for (var round = 0; round < 2; round++)
        {
            var squeezed = net.Convolution(net.GlobalPool(from, _byte), 2, new WindowGeometry(1, 1), 1, NumberFormat.UInt8);
            var gate = net.Table(net.Convolution(squeezed, 3, new WindowGeometry(1, 1), 1, _byte), NumberFormat.UInt8);
            from = net.Mul(net.Convolution(from, 3, WindowGeometry.Same(3), 3, _byte), gate, _byte);
        }

        var one = net.Convolution(net.GlobalPool(from, _byte), 1, new WindowGeometry(1, 1), 1, _byte);
        return net.Add(net.Add(from, one, _byte), net.GlobalPool(from, _byte), _byte);
    });

    /// <summary>
    /// Depthwise convolutions whose result is added to their own input, which one stage makes: odd kernels of every shape, dilated, rectified, of all
    /// formats, with either operand first, with factors of one and of many digits. One map has a third reader.
    /// </summary>
    public static DataflowGraph<IntegerNode> Residuals() => Of(new FeatureShape(4, 7, 6), 12, (net, from) =>
    {
        WindowGeometry wide = new(5, 3, 1, 1, 2, 1, 2, 1), dilated = new(3, 3, 1, 1, 2, 3, 2, 3, 2, 3);
        from = Residual(net, from, WindowGeometry.Same(3), new NumberFormat(5, true), NumberFormat.UInt8, isFirst: true);
        from = Residual(net, from, wide, NumberFormat.UInt8, new NumberFormat(12, true), isFirst: false);

        // Factors of so many digits that one multiplier for both costs less than adders; shifted so little that every sixteenth sum is a tie.
        var middle = net.Convolution(from, 4, WindowGeometry.Same(5), 4, new NumberFormat(16, false));
        from = net.Affine(net.Add(middle, from, new NumberFormat(30, true), new IntegerAdd(87381, -52429, 4)), new NumberFormat(12, true));
        var forked = Residual(net, from, dilated, new NumberFormat(12, true), _byte, isFirst: true, rectifier: true);
        from = net.Add(forked, net.Convolution(forked, 4, WindowGeometry.Same(7), 4, _byte), NumberFormat.UInt8, new IntegerAdd(1, 5, 3));
        from = net.Add(net.Convolution(from, 4, new WindowGeometry(1, 1), 4, _byte), from, _byte, new IntegerAdd(-1, 1, 0));
        return net.Add(from, forked, NumberFormat.UInt8);
    });

    /// <summary>A kernel of one tap leaves no cycles to requantise in: as many requantisers and sums as channels at a time.</summary>
    public static DataflowGraph<IntegerNode> PointResiduals() => Of(new FeatureShape(4, 3, 4), 13, (net, from) =>
    {
        from = net.Upsample(net.Upsample(from, UpsampleMode.Nearest), UpsampleMode.Nearest);
        from = net.Add(net.Convolution(from, 4, new WindowGeometry(1, 1), 4, NumberFormat.UInt8), from, new NumberFormat(12, true), new IntegerAdd(87381, -52429, 17));
        return Residual(net, from, new WindowGeometry(1, 1), NumberFormat.UInt8, _byte, isFirst: true);
    });

    /// <summary>Pointwise pairs over 7, 11 and 13 channels, which no number of lanes but one divides; with a rectifier in the middle and with wide results.</summary>
    public static DataflowGraph<IntegerNode> OddPairs() => Of(new FeatureShape(4, 5, 3), 15, (net, from) =>
    {
        var one = new WindowGeometry(1, 1);
        from = net.Convolution(net.Convolution(from, 7, one, 1, NumberFormat.UInt8), 4, one, 1, _byte);
        from = net.Convolution(net.Convolution(from, 11, one, 1, new NumberFormat(6, true), rectifier: true), 6, one, 1, new NumberFormat(11, true));
        return net.Convolution(net.Convolution(from, 13, one, 1, _byte), 6, one, 1, NumberFormat.UInt8);
    });

    private static int Residual(NetworkBuilder net, int from, WindowGeometry window, NumberFormat middle, NumberFormat format, bool isFirst, bool rectifier = false)
    {
        var channels = net[from].Shape.Channels;
        var conv = net.Convolution(from, channels, window, channels, middle, rectifier);
        return isFirst ? net.Add(conv, from, format) : net.Add(from, conv, format);
    }

    private static DataflowGraph<IntegerNode> LinearResizes() => Of(new FeatureShape(2, 3, 4), 3, (net, from) => Resizes(
        net,
        from,
        (ResizeAxis.HalfPixel, 8, 3), (ResizeAxis.AlignCorners, 16, 6), (ResizeAxis.HalfPixel, 5, 24), (ResizeAxis.AlignCorners, 10, 3),
        (ResizeAxis.Asymmetric, 4, 7), (ResizeAxis.AlignCorners, 1, 1), (ResizeAxis.HalfPixel, 2, 2), (ResizeAxis.HalfPixel, 16, 8),
        (ResizeAxis.AlignCorners, 9, 17), (ResizeAxis.HalfPixel, 3, 5), (ResizeAxis.Asymmetric, 13, 5), (ResizeAxis.HalfPixel, 13, 20)));

    private static DataflowGraph<IntegerNode> NearestResizes() => Of(new FeatureShape(3, 2, 3), 4, (net, from) =>
    {
        from = net.Resize(from, ResizeAxis.Replicate(2, 4), ResizeAxis.Replicate(3, 8));
        from = net.Resize(from, new ResizeAxis(8, 5, 8, 0, 5, IsLinear: false), new ResizeAxis(24, 7, 48, 17, 14, IsLinear: false));
        from = net.Resize(from, ResizeAxis.HalfPixel(5, 10), ResizeAxis.Replicate(7, 2));
        return net.Resize(from, new ResizeAxis(10, 12, 10, -12, 12, IsLinear: false), ResizeAxis.AlignCorners(14, 9));
    });

    private static DataflowGraph<IntegerNode> WindowedMeans() => Of(new FeatureShape(2, 11, 10), 5, (net, from) =>
    {
        from = net.AveragePool(from, new PoolAxis(11, 11, 3, 1, 1), new PoolAxis(10, 10, 3, 1, 1), _byte, divisor: 9);
        from = net.AveragePool(from, new PoolAxis(11, 11, 3, 1, 1), new PoolAxis(10, 10, 5, 1, 2), _byte);
        from = net.AveragePool(from, new PoolAxis(11, 9, 5, 1, 2), new PoolAxis(10, 4, 2, 3, 1), _byte, divisor: 10);
        from = net.AveragePool(from, new PoolAxis(9, 4, 2, 2), new PoolAxis(4, 4, 3, 1, 1), new NumberFormat(12, true));
        return net.AveragePool(from, new PoolAxis(4, 2, 3, 2, 1), new PoolAxis(4, 2, 3, 2, 1), NumberFormat.UInt8);
    });

    private static DataflowGraph<IntegerNode> AdaptiveMeans() => Of(new FeatureShape(2, 12, 9), 6, (net, from) =>
    {
        foreach (var (rows, columns) in new[] { (8, 8), (6, 6), (3, 2), (5, 7), (1, 4), (2, 1) })
        {
            var shape = net[from].Shape;
            from = net.AveragePool(from, PoolAxis.Adaptive(shape.Height, rows), PoolAxis.Adaptive(shape.Width, columns), _byte);
        }

        return from;
    });

    private static DataflowGraph<IntegerNode> PixelGates() => Of(new FeatureShape(1, 6, 7), 7, (net, from) =>
    {
        var map = net.Convolution(from, 4, WindowGeometry.Same(3), 1, _byte);
        var gate = net.Table(net.Convolution(map, 1, WindowGeometry.Same(5), 1, _byte), NumberFormat.UInt8);
        var product = net.Mul(map, gate, new NumberFormat(10, true));
        var sum = net.Add(product, gate, NumberFormat.UInt8);
        var square = net.Mul(sum, sum, NumberFormat.UInt8);
        return net.Mul(square, net.Prelu(map, _byte), _byte);
    });

    private static DataflowGraph<IntegerNode> Shuffles() => Of(new FeatureShape(3, 4, 5), 8, (net, from) =>
    {
        var map = net.Convolution(from, 6, new WindowGeometry(1, 1), 1, _byte);
        var (left, right) = (net.Select(map, 0, 1, 2), net.Select(map, 3, 4, 5));
        var joined = net.Concat(left, net.Convolution(right, 3, WindowGeometry.Same(3), 3, _byte));
        var shuffled = net.Prelu(net.Select(joined, 0, 3, 1, 4, 2, 5), _byte);
        var spread = net.DepthToSpace(net.DepthToSpace(net.Convolution(shuffled, 12, new WindowGeometry(1, 1), 1, _byte), 2, 2), 1, 3);
        var column = net.DepthToSpace(net.Convolution(spread, 3, new WindowGeometry(1, 1), 1, _byte), 3, 1);
        return net.Select(net.Concat(column, column), 1, 1, 0);
    });

    private static DataflowGraph<IntegerNode> Crops() => Of(new FeatureShape(2, 7, 8), 9, (net, from) =>
    {
        from = net.CropPad(from, 1, 2, 4, 5);
        from = net.CropPad(from, -2, -1, 8, 9);
        from = net.CropPad(from, 3, -2, 9, 6);
        var moved = net.Concat(net.CropPad(from, 1, 1, 9, 6), from, net.CropPad(from, -1, 2, 9, 6), net.CropPad(from, 0, -3, 9, 6));
        return net.CropPad(moved, -4, 5, 6, 3);
    });

    /// <summary>Exact logits resized by 8 before the classes are compared.</summary>
    private static DataflowGraph<IntegerNode> TwoClasses() => Ending(new FeatureShape(3, 3, 4), 10, 2, (net, logits) =>
        net.Margin(net.Resize(logits, ResizeAxis.HalfPixel(3, 24), ResizeAxis.HalfPixel(4, 32)), 1));

    /// <summary>Every operator that exact logits may pass.</summary>
    private static DataflowGraph<IntegerNode> FourClasses() => Ending(new FeatureShape(2, 4, 5), 11, 16, (net, logits) =>
    {
        var spread = net.DepthToSpace(logits, 2, 2);
        var doubled = net.Upsample(net.MaxPool(spread, new WindowGeometry(3, 3, 1, 1, 1, 1, 1, 1)), UpsampleMode.Bilinear);
        var cut = net.CropPad(doubled, -1, 1, 17, 17);
        var resized = net.Resize(net.Upsample(cut, UpsampleMode.Nearest), ResizeAxis.AlignCorners(34, 9), ResizeAxis.AlignCorners(34, 11));
        return net.Margin(net.Select(net.Concat(resized, resized), 3, 0, 6, 1), 2);
    });

    private static int Resizes(NetworkBuilder net, int from, params (Func<int, int, ResizeAxis> Axis, int Height, int Width)[] steps)
    {
        foreach (var (axis, height, width) in steps)
            from = net.Resize(from, axis(net[from].Shape.Height, height), axis(net[from].Shape.Width, width));
        return from;
    }

    private static DataflowGraph<IntegerNode> Of(FeatureShape shape, int seed, Func<NetworkBuilder, int, int> body)
    {
        var net = new NetworkBuilder(new Random(seed));
        net.Threshold(net.Head(body(net, net.Affine(net.Input(shape), _byte))), 0);
        return net.Build();
    }

    private static DataflowGraph<IntegerNode> Ending(FeatureShape shape, int seed, int classes, Func<NetworkBuilder, int, int> tail)
    {
        var net = new NetworkBuilder(new Random(seed));
        var wide = net.Convolution(net.Affine(net.Input(shape), _byte), 64, WindowGeometry.Same(3), 1, new NumberFormat(12, true));
        net.Threshold(tail(net, net.Head(wide, classes)), 0);
        return net.Build();
    }
}
