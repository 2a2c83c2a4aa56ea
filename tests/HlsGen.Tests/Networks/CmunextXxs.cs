using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests.Networks;

/// <summary>CMUNeXt-XXS (channels 8, 10, 12, 16, 24; blocks 3, 1, 1, 1, 2; kernels 3, 3, 7, 7, 9) with random weights.</summary>
internal static class CmunextXxs
{
    private static readonly int[] _channels = [8, 10, 12, 16, 24];
    private static readonly int[] _blocks = [3, 1, 1, 1, 2];
    private static readonly int[] _kernels = [3, 3, 7, 7, 9];
    private static readonly WindowGeometry _point = new(1, 1);
    private static readonly WindowGeometry _half = new(2, 2, 2, 2);

    public static DataflowGraph<IntegerNode> Of(int side, int seed) => Of(side, side, seed);

    public static DataflowGraph<IntegerNode> Of(int height, int width, int seed)
    {
        var net = new NetworkBuilder(new Random(seed));
        var value = Dense(net, net.Affine(net.Input(new FeatureShape(3, height, width)), NumberFormat.Int8), _channels[0]);
        var skips = new List<int>();
        for (var level = 0; level < _channels.Length; level++)
        {
            if (level > 0)
                value = net.MaxPool(value, _half);
            for (var block = 0; block < _blocks[level]; block++)
                value = Block(net, value, _kernels[level]);
            value = Dense(net, value, _channels[level]);
            skips.Add(value);
        }

        for (var level = _channels.Length - 2; level >= 0; level--)
            value = Decoder(net, value, skips[level], _channels[level]);
        net.Threshold(net.Head(value), 0);
        return net.Build();
    }

    private static int Dense(NetworkBuilder net, int from, int channels) =>
        net.Convolution(from, channels, WindowGeometry.Same(3), 1, NumberFormat.UInt8);

    private static int Block(NetworkBuilder net, int from, int kernel)
    {
        var channels = net[from].Shape.Channels;
        for (var i = 0; i < 2; i++)
            from = net.Add(from, net.Convolution(from, channels, WindowGeometry.Same(kernel), channels, NumberFormat.UInt8), NumberFormat.UInt8);
        return Pair(net, from);
    }

    private static int Decoder(NetworkBuilder net, int from, int skip, int channels)
    {
        var up = Dense(net, net.Upsample(from, UpsampleMode.Bilinear), channels);
        var sum = net.Add(up, skip, NumberFormat.UInt8);
        return Pair(net, net.Convolution(sum, channels, WindowGeometry.Same(3), 2, NumberFormat.UInt8));
    }

    private static int Pair(NetworkBuilder net, int from)
    {
        var channels = net[from].Shape.Channels;
        return net.Convolution(net.Convolution(from, channels * 4, _point, 1, NumberFormat.UInt8), channels, _point, 1, NumberFormat.UInt8);
    }
}
