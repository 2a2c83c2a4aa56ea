using FpgaSeg.Core.Tensors;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>
/// FsCheck draws networks (operators, shapes, groups, strides, odd sizes, weights) and images (noise of every amplitude, mostly extreme pixels); every
/// tensor of the generated C++ equals the simulator's. A failure prints the replay values.
/// </summary>
public sealed class RandomNetworkProperties
{
    private const int NetworksPerCase = 3;

    /// <summary>One case: seeds of networks, and how many percent of the pixels are 0 or 255.</summary>
    private static readonly Gen<(int[] Seeds, int Extreme)> Cases =
        from seeds in Gen.ArrayOf(Gen.Choose(1_000, int.MaxValue - 1), NetworksPerCase)
        from extreme in Gen.Elements(0, 30, 90, 100)
        select (seeds, extreme);

    [SkippableFact]
    public void Every_tensor_equals_the_simulators()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        Prop.ForAll(Cases.ToArbitrary(), c => Holds(c.Seeds, c.Extreme))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(4).WithReplay(20_261_121, 7));
    }

    private static void Holds(int[] seeds, int extreme)
    {
        var graphs = seeds.Select(RandomNetwork.Of).ToList();
        using var batch = new Batch(graphs, maxDsp: 40);
        batch.Compile("g++", BitExactTests.Ours);
        for (var i = 0; i < graphs.Count; i++)
            batch.CompareAll(i, [.. Enumerable.Range(0, 3).Select(k => Image(graphs[i].Input.Shape, seeds[i] + k, extreme))]);
    }

    private static FeatureMap<byte> Image(FeatureShape shape, int seed, int extreme)
    {
        var random = new Random(seed);
        return new FeatureMap<byte>(shape, [.. Enumerable.Range(0, shape.Count).Select(_ =>
            (byte)(random.Next(100) < extreme ? 255 * random.Next(2) : random.Next(256)))]);
    }
}
