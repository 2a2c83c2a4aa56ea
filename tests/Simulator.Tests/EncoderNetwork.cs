using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.Networks;

namespace FpgaSeg.Simulator.Tests;

/// <summary>A level of a U-Net in odd sizes too: affine operators with two readers, a pooling beside a long skip, depth to space, concatenation.</summary>
internal static class EncoderNetwork
{
    public static DataflowGraph<IntegerNode> Of(int seed)
    {
        var random = new Random(seed);
        var net = new NetworkBuilder(random);
        var (height, width) = (random.Next(2, 12), random.Next(2, 150));
        var image = net.Input(new FeatureShape(random.Next(1, 4), height, width));
        var first = net.Convolution(image, random.Next(1, 10), WindowGeometry.Same(3), 1, Format(random));
        var normalized = net.Affine(first, Format(random));
        var again = net.Convolution(normalized, net[first].Shape.Channels, WindowGeometry.Same(3), net[first].Shape.Channels, Format(random));
        var skip = net.Add(again, normalized, Format(random));
        var pooled = net.MaxPool(skip, new WindowGeometry(2, 2, 2, 2));
        var deep = net.Convolution(pooled, 4 * random.Next(1, 6), WindowGeometry.Same(3), 1, Format(random));
        var spread = net.DepthToSpace(net.Table(deep, Format(random)), 2, 2);
        var wide = net.CropPad(spread, 0, 0, height, width);
        var logit = net.Convolution(net.Concat(net.Affine(wide, net[skip].Format), skip), 1, new WindowGeometry(1, 1), 1, NumberFormat.Int8);
        net.Threshold(logit, random.Next(-3, 4));
        return net.Build();
    }

    private static NumberFormat Format(Random random) => random.Next(3) switch
    {
        0 => NumberFormat.Int8,
        1 => new NumberFormat(random.Next(2, 9), IsSigned: true),
        _ => NumberFormat.UInt8,
    };
}
