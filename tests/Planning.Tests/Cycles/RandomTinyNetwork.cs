using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>Small networks with forks and joins, drawn from a seed.</summary>
internal static class RandomTinyNetwork
{
    private const int Operators = 5;

    public static CycleModel Of(Random random)
    {
        var net = new TinyNetwork(2 * random.Next(1, 4), 2 * random.Next(1, 4));
        List<int> values = [net.Image];
        for (var i = 0; i < Operators; i++)
            values.Add(Next(net, random, values));
        return net.Model();
    }

    private static int Next(TinyNetwork net, Random random, List<int> values)
    {
        var last = values[^1];
        return random.Next(8) switch
        {
            0 => net.Affine(last),
            1 => net.Convolution(last, 3),
            2 => net.Add(last, net.Convolution(last, random.Next(2) == 0 ? 3 : 5)),
            3 => net.Add(last, values[random.Next(values.Count)]),
            4 => net.Add(net.Affine(last), net.Mean(last)),
            5 when net.ShapeOf(last).Pixels <= 36 => net.MaxPool(net.Upsample(last, random.Next(2) == 0 ? UpsampleMode.Nearest : UpsampleMode.Bilinear)),
            6 => net.Add(last, net.Add(net.Affine(last), net.Convolution(last, 3))),
            _ => net.Add(net.Convolution(last, 3), net.Affine(net.Affine(last))),
        };
    }
}
