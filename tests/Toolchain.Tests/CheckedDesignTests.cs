using FpgaSeg.Boards;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;
using FpgaSeg.HlsGen;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Toolchain.Checking;

namespace FpgaSeg.Toolchain.Tests;

/// <summary>Designs of the generator break no rule.</summary>
public sealed class CheckedDesignTests
{
    /// <summary>CMUNeXt-XXS, folded to its board.</summary>
    [SkippableFact]
    public void The_flagship_breaks_no_rule() => AssertGood(CmunextXxs.Of(64, seed: 5), null);

    /// <summary>Every operator over its parameters, by turns folded as far as it goes and not at all.</summary>
    [SkippableFact]
    public void Sweeps_break_no_rule()
    {
        foreach (var (i, graph) in OperatorSweeps.All().Index())
            AssertGood(graph, i % 2 == 0 ? 1 : 100_000);
    }

    /// <summary>Networks of the bit-exactness tests.</summary>
    [SkippableTheory]
    [InlineData(100, 60)]
    [InlineData(107, 100_000)]
    [InlineData(113, 1)]
    [InlineData(208, 100_000)]
    [InlineData(302, 60)]
    public void Random_networks_break_no_rule(int seed, int maxDsp) => AssertGood(RandomNetwork.Of(seed), maxDsp);

    /// <summary>Skips in memory beside the chip, through ports with bursts.</summary>
    [SkippableFact]
    public void Skips_outside_break_no_rule() => AssertGood(CmunextXxs.Of(64, seed: 5), 60, Designs.WithoutBlockRam);

    /// <summary>The shared engine, on the chip and with maps beside it.</summary>
    [SkippableTheory]
    [InlineData(200)]
    [InlineData(1)]
    public void The_engine_breaks_no_rule(int blockRam)
    {
        var board = BoardCatalogue.Find("arty-a7-100t").Value;
        AssertGood(CmunextXxs.Of(64, seed: 5), null, board with { Resources = board.Resources with { BlockRam = blockRam } }, Architecture.Engine);
    }

    private static void AssertGood(DataflowGraph<IntegerNode> graph, int? maxDsp, BoardDescription? board = null, Architecture architecture = Architecture.Pipeline)
    {
        Skip.IfNot(Tool.Exists("clang++"), "clang++ is not installed.");
        using var folder = new TemporaryFolder();
        Assert.True(BuildFolderWriter.Write(Designs.Generate(graph, maxDsp, board, architecture), folder["build"]).IsOk);
        var found = HlsChecker.Check(folder["build"]);
        Assert.True(found.IsOk, found.IsOk ? "" : found.Errors[0].ToString());
        Assert.True(found.Value.IsEmpty, string.Join('\n', found.Value.Take(20)));
    }
}
