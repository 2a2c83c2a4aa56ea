using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests.Networks;

/// <summary>Small networks with every operator, drawn from a seed.</summary>
internal sealed partial class RandomNetwork
{
    private const int Operators = 7;
    private const int Kinds = 20;

    private readonly Random _random;
    private readonly NetworkBuilder _net;
    private readonly List<int> _values = [];

    private RandomNetwork(int seed)
    {
        _random = new Random(seed);
        _net = new NetworkBuilder(_random);
    }

    private int Last => _values[^1];

    private FeatureShape Shape => _net[Last].Shape;

    /// <summary>The network of a seed; the first operators go through all kinds in turn, so that few seeds meet each of them.</summary>
    public static DataflowGraph<IntegerNode> Of(int seed)
    {
        var network = new RandomNetwork(seed);
        network._values.Add(network._net.Input(new FeatureShape(network.Pick(1, 3), network.Between(5, 12), network.Between(5, 12))));
        for (var step = 0; step < Operators; step++)
            network.Append(step < 3 ? (seed + (step * 7)) % Kinds : network._random.Next(Kinds));
        network._net.Threshold(network.Logit(), network.Pick(0, 0, -3, 40));
        return network._net.Build();
    }

    /// <summary>Noise, black, white and a checkerboard.</summary>
    public static IEnumerable<FeatureMap<byte>> Images(FeatureShape shape, int seed)
    {
        var random = new Random(seed);
        yield return Map(shape, _ => (byte)random.Next(256));
        yield return Map(shape, _ => 0);
        yield return Map(shape, _ => 255);
        yield return Map(shape, i => (byte)((i % 2) * 255));
    }

    private static FeatureMap<byte> Map(FeatureShape shape, Func<int, byte> pixel) =>
        new(shape, [.. Enumerable.Range(0, shape.Count).Select(pixel)]);

    private void Append(int kind) => _values.Add(kind switch
    {
        0 => _net.Convolution(Last, Between(1, 6), Window(3), 1, Format(), rectifier: _random.Next(3) == 0, weightBits: Pick(2, 4, 8, 8)),
        1 => Grouped(),
        2 => Depthwise(),
        3 => Pair(),
        4 => Residual(),
        5 => Shape.Height >= 4 && Shape.Width >= 4 ? _net.MaxPool(Last, PoolWindow()) : _net.Affine(Last, Format()),
        6 => Shape.Height * Shape.Width <= 200 ? _net.Upsample(Last, UpsampleMode.Bilinear) : _net.Affine(Last, Format()),
        7 => Shape.Height * Shape.Width <= 200 ? _net.Upsample(Last, UpsampleMode.Nearest) : _net.Affine(Last, Format()),
        8 => _net.Table(_net.Affine(Last, Pick(NumberFormat.Int8, NumberFormat.UInt8)), Format()),
        9 => _net.Convolution(Last, Between(1, 8), new WindowGeometry(1, 1), 1, Format(), rectifier: _random.Next(3) == 0),
        10 => _net.Affine(Last, Format()),
        _ => Rearrangement(kind),
    });

    private int Grouped()
    {
        var even = _net.Convolution(Last, 4, new WindowGeometry(1, 1), 1, Format());
        return _net.Convolution(even, Pick(2, 4, 6), Window(Pick(3, 5)), 2, Format(), rectifier: _random.Next(3) == 0);
    }

    private int Depthwise() =>
        _net.Convolution(Last, Shape.Channels, Window(Pick(3, 5, 7, 9)), Shape.Channels, Format(), rectifier: _random.Next(3) == 0);

    private int Pair()
    {
        var middle = _net.Convolution(Last, Shape.Channels * 4, new WindowGeometry(1, 1), 1, Format(), rectifier: _random.Next(2) == 0);
        return _net.Convolution(middle, Shape.Channels, new WindowGeometry(1, 1), 1, Format(), rectifier: _random.Next(2) == 0);
    }

    // Joins an earlier value of the same shape where there is one, else bypasses a new depthwise convolution, else adds a value to itself.
    private int Residual()
    {
        var earlier = _values.SkipLast(1).Where(v => _net[v].Shape == Shape).ToList();
        if (earlier.Count > 0)
            return _net.Add(Last, earlier[_random.Next(earlier.Count)], Format());
        var from = Last;
        var other = _random.Next(3) == 0
            ? from
            : _net.Convolution(from, Shape.Channels, WindowGeometry.Same(Pick(3, 7)), Shape.Channels, Format());
        return _net.Add(from, other, Format());
    }

    // Any stride, dilation and padding, the same on no two sides, for as long as something is left of the map.
    private WindowGeometry Window(int kernel)
    {
        var same = WindowGeometry.Same(kernel);
        var odd = new WindowGeometry(
            kernel, Pick(1, kernel), Between(1, 3), Between(1, 2), Between(0, kernel), Between(0, kernel), Between(0, 3), Between(0, 3), Between(1, 2), Between(1, 2));
        var shape = odd.OutputShape(Shape, 1);
        return _random.Next(2) == 0 || shape.Height < 3 || shape.Width < 3 ? same : odd;
    }

    private WindowGeometry PoolWindow() => Pick(
        new WindowGeometry(2, 2, 2, 2),
        new WindowGeometry(3, 3, 2, 2, 1, 1, 1, 1),
        new WindowGeometry(3, 2, 1, 2, 1, 0, 2, 1));

    private NumberFormat Format() => Pick(
        NumberFormat.Int8, NumberFormat.UInt8, NumberFormat.Int8, NumberFormat.UInt8, new(4, false), new(3, true), new(12, true), new(16, false), NumberFormat.Bit);

    private int Between(int low, int high) => _random.Next(low, high + 1);

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
