using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests.Networks;

/// <summary>Small networks of the operators that the engine computes, drawn from a seed: a U of two or three levels with skips of several kinds.</summary>
internal sealed class EngineNetwork
{
    private const int Kinds = 9;

    private readonly Random _random;
    private readonly NetworkBuilder _net;
    private int _last;

    private EngineNetwork(int seed)
    {
        _random = new Random(seed);
        _net = new NetworkBuilder(_random);
    }

    private FeatureShape Shape => _net[_last].Shape;

    /// <summary>The network of a seed; the operators of a level go through all kinds in turn.</summary>
    public static DataflowGraph<IntegerNode> Of(int seed)
    {
        var network = new EngineNetwork(seed);
        int height = 4 * network.Between(3, 5), width = 4 * network.Between(2, 5);
        network._last = network._net.Input(new FeatureShape(network.Pick(1, 3), height, width));
        network.Level(seed, depth: network.Between(1, 2));
        var kernel = network.Pick(1, 3);
        var head = network._net.Convolution(network._last, 1, WindowGeometry.Same(kernel), 1, network.Pick(NumberFormat.Int8, NumberFormat.UInt8, new(5, false)), network._random.Next(2) == 0);
        network._net.Threshold(head, network.Pick(0, 1, 3));
        return network._net.Build();
    }

    // A skip joins what is doubled behind the level below.
    private void Level(int seed, int depth)
    {
        for (var step = 0; step < 3; step++)
            Append((seed + (depth * 4) + step) % Kinds);
        if (depth == 0)
            return;
        var skip = _last;
        _last = _net.MaxPool(_last, Pick(new WindowGeometry(2, 2, 2, 2), new WindowGeometry(3, 3, 2, 2, 1, 1, 0, 0)));
        Level(seed + 1, depth - 1);
        var channels = _net[skip].Shape.Channels;
        if (_random.Next(2) == 0)
        {
            _last = _net.Convolution(_last, 4 * channels, WindowGeometry.Same(Pick(1, 3)), 1, Format(), _random.Next(2) == 0);
            _last = _net.DepthToSpace(_last, 2, 2);
        }
        else
        {
            _last = _net.Upsample(_last, Pick(UpsampleMode.Bilinear, UpsampleMode.Nearest));
            _last = _net.Convolution(_last, channels, WindowGeometry.Same(3), 1, Format());
        }

        _last = _random.Next(2) == 0 ? _net.Add(_last, skip, Format()) : _net.Add(skip, _last, Format());
    }

    private void Append(int kind) => _last = kind switch
    {
        0 => _net.Convolution(_last, Between(1, 20), WindowGeometry.Same(3), 1, Format(), _random.Next(3) == 0, Pick(2, 4, 8)),
        1 => _net.Convolution(_last, Shape.Channels, WindowGeometry.Same(Pick(3, 5, 7, 9)), Shape.Channels, Format(), _random.Next(3) == 0),
        2 => Residual(),
        3 => _net.Convolution(_net.Convolution(_last, 4 * Shape.Channels, new WindowGeometry(1, 1), 1, Format()), Between(1, 12), new WindowGeometry(1, 1), 1, Format()),
        4 => Grouped(),
        5 => _net.Affine(_last, Format()),
        6 => _net.MaxPool(_last, new WindowGeometry(3, 3, 1, 1, 1, 1, 1, 1)),
        7 => _net.Convolution(_last, Between(1, 9), new WindowGeometry(3, 3, 1, 1, 2, 2, 2, 2, 2, 2), 1, Format()),
        _ => _net.Add(_last, _last, Format()),
    };

    private int Residual()
    {
        var from = _last;
        return _net.Add(_net.Convolution(from, Shape.Channels, WindowGeometry.Same(Pick(3, 5)), Shape.Channels, Format()), from, Format());
    }

    private int Grouped()
    {
        var channels = Pick(4, 8, 16);
        var even = _net.Convolution(_last, channels, new WindowGeometry(1, 1), 1, Format());
        return _net.Convolution(even, Pick(1, 2) * channels, WindowGeometry.Same(3), Pick(2, 4, channels / 2), Format(), _random.Next(3) == 0);
    }

    private NumberFormat Format() => Pick(NumberFormat.Int8, NumberFormat.UInt8, NumberFormat.Int8, NumberFormat.UInt8, new(4, false), new(5, true));

    private int Between(int low, int high) => _random.Next(low, high + 1);

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
