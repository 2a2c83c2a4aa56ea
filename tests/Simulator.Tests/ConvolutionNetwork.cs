using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.Networks;

namespace FpgaSeg.Simulator.Tests;

/// <summary>
/// Chains as segmentation networks have them, in shapes that they do not: channels 1 to 17, odd sizes across the width of every vector, groups, strides, dilations,
/// uneven padding; spatial convolution, 1x1 convolutions, sum with an earlier map, and so on.
/// </summary>
internal static class ConvolutionNetwork
{
    public static DataflowGraph<IntegerNode> Of(int seed)
    {
        var random = new Random(seed);
        var net = new NetworkBuilder(random);
        var image = net.Input(new FeatureShape(random.Next(1, 5), random.Next(3, 9), random.Next(1, 140)));
        var first = net.Convolution(image, random.Next(1, 18), new WindowGeometry(1, 1), 1, Format(random), rectifier: random.Next(4) == 0);
        var spatial = Spatial(net, random, first);
        var (wide, format) = (random.Next(1, 18), Format(random));
        var middle = net.Convolution(spatial, wide, new WindowGeometry(1, 1), 1, Format(random), rectifier: random.Next(4) == 0);
        var same = net.Convolution(middle, wide, WindowGeometry.Same(random.Next(2) == 0 ? 3 : 5), wide, format);
        var sum = random.Next(2) == 0 ? net.Add(middle, same, Format(random)) : net.Add(same, middle, Format(random));
        var last = net.Convolution(sum, random.Next(1, 5), new WindowGeometry(1, 1), 1, Format(random));
        var logit = net.Convolution(last, 1, new WindowGeometry(1, 1), 1, random.Next(2) == 0 ? new NumberFormat(16, IsSigned: true) : NumberFormat.Int8);
        net.Threshold(logit, random.Next(-3, 4));
        return net.Build();
    }

    private static int Spatial(NetworkBuilder net, Random random, int input)
    {
        var shape = net[input].Shape;
        int[] divisors = [.. Enumerable.Range(1, shape.Channels).Where(g => shape.Channels % g == 0)];
        var groups = divisors[random.Next(divisors.Length)];
        var window = new WindowGeometry(
            random.Next(1, 5), random.Next(1, 6), random.Next(1, 3), random.Next(1, 4), random.Next(0, 4), random.Next(0, 4), random.Next(0, 4), random.Next(0, 4), random.Next(1, 3), random.Next(1, 4));
        var output = window.OutputShape(shape, 1);
        if (output.Height < 1 || output.Width < 1)
            window = WindowGeometry.Same(3);
        return net.Convolution(input, groups * random.Next(1, 1 + Math.Max(1, 17 / groups)), window, groups, Format(random), rectifier: random.Next(4) == 0);
    }

    private static NumberFormat Format(Random random) => random.Next(4) switch
    {
        0 => NumberFormat.Int8,
        1 => new NumberFormat(random.Next(1, 9), IsSigned: false),
        2 => new NumberFormat(random.Next(2, 9), IsSigned: true),
        _ => NumberFormat.UInt8,
    };
}
