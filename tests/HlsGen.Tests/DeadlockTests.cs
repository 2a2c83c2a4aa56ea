using FpgaSeg.HlsGen.Stages;
using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>With the FIFO depths of the plan no design stops; what the compiled kernels really do with their streams is replayed on bounded FIFOs.</summary>
public sealed class DeadlockTests
{
    // Gates from a map's own mean, pyramid pooling, residuals, channel splits, and joins of draws.
    private static readonly int[] _seeds = [104, 107, 113, 204, 208, 302];

    [SkippableFact]
    public void Every_design_comes_to_its_end()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        var graphs = OperatorSweeps.All().Concat(_seeds.Select(RandomNetwork.Of)).ToList();
        using var batch = new Batch(graphs, maxDsp: 100);
        batch.CompileLogged("g++", BitExactTests.Ours);
        var joins = 0;
        for (var i = 0; i < graphs.Count; i++)
        {
            var (plan, turns) = (batch.Generated[i].Plan, batch.Turns(i));
            int[] depths = [.. plan.Streams.Select(s => s.Depth)];
            Assert.True(new StreamReplay(plan.Graph, turns, depths, register: 0).Ends(), $"design {i} stops");
            Assert.True(new StreamReplay(plan.Graph, turns, depths, register: 2).Ends(), $"design {i} stops with filled pipelines");
            joins += plan.Skips.Length;
            AssertNeeded(plan.Graph, turns, depths, [.. plan.Skips.Select(s => s.Stream.Stream)], i);
        }

        Assert.True(joins > 20, $"{joins} bypasses were met.");
    }

    // Every bypass with a row less than it waits for stops the design: neither the depths nor this test are idle.
    private static void AssertNeeded(StageGraph graph, IReadOnlyList<StreamTurn> turns, int[] depths, IReadOnlyList<StageStream> skips, int design)
    {
        foreach (var skip in skips.Where(s => depths[s.Id] > (3 * s.Shape.Width) + 8))
        {
            int[] shallow = [.. depths];
            shallow[skip.Id] -= (2 * skip.Shape.Width) + 8;
            Assert.False(new StreamReplay(graph, turns, shallow, register: 2).Ends(), $"design {design}: stream {skip.Id} need not be {depths[skip.Id]} deep");
        }
    }
}
