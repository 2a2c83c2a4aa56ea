using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Simulator.Fast;
using FpgaSeg.Simulator.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Simulator.Tests;

/// <summary>Networks drawn from seeds: every tensor, and the mask with operators computed together, equal the reference's on every instruction set.</summary>
public sealed class FastNetworkProperties
{
    private static readonly InstructionSet[] Sets = Enum.GetValues<InstructionSet>();

    private static readonly Config Replayable = Config.QuickThrowOnFailure.WithMaxTest(30).WithReplay(20_261_121, 5);

    [Fact]
    public void Every_operator_of_small_networks() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        Compare(RandomNetwork.Of(seed), seed)).Check(Replayable);

    [Fact]
    public void Convolutions_of_every_shape_class() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        Compare(ConvolutionNetwork.Of(seed), seed)).Check(Replayable);

    [Fact]
    public void Encoders_with_skips_of_every_size() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        Compare(EncoderNetwork.Of(seed), seed)).Check(Replayable);

    private static void Compare(DataflowGraph<IntegerNode> graph, int seed)
    {
        var random = new Random(seed);
        var extreme = random.Next(3) * 45;
        var image = new FeatureMap<byte>(graph.Input.Shape);
        for (var i = 0; i < image.Data.Length; i++)
            image.Data[i] = (byte)(random.Next(100) < extreme ? 255 * random.Next(2) : random.Next(256));
        var expected = new ReferenceSimulator(graph).RunAll(image);
        foreach (var set in Sets)
        {
            using var simulator = FastSimulator.Create(graph, new FastOptions(1 + random.Next(3), set));
            var actual = simulator.RunAll(image);
            for (var n = 0; n < expected.Length; n++)
                Assert.True(expected[n].Data.AsSpan().SequenceEqual(actual[n].Data), $"node {n} '{graph.Nodes[n].Name}' of seed {seed} on {set}");
            Assert.True(expected[^1].Data.AsSpan().SequenceEqual(simulator.Run(image).Data), $"fused, seed {seed} on {set}");
            Assert.True(expected[^1].Data.AsSpan().SequenceEqual(simulator.Run(image).Data), $"fused again, seed {seed} on {set}");
        }
    }
}
