using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests;

/// <summary>
/// With the FIFO depths of the plan no design stops; what the compiled kernels really do with their streams is replayed on bounded FIFOs.
/// </summary>
[Collection(LoggedDesigns.Name)]
public sealed class DeadlockTests(LoggedDesigns logged)
{
    [SkippableFact]
    public void Every_design_comes_to_its_end()
    {
        var designs = logged.All();
        var checks = 0;
        for (var i = 0; i < designs.Count; i++)
        {
            var (plan, turns) = (designs[i].Plan, designs[i].Log.Turns);
            AssertDemands(plan, turns);
            int[] depths = [.. plan.Streams.Select(s => s.Depth)];
            Assert.True(new StreamReplay(plan.Graph, turns, depths, register: 0).Ends(), $"design {i} stops");
            Assert.True(new StreamReplay(plan.Graph, turns, depths, register: 2).Ends(), $"design {i} stops with filled pipelines");
            checks += AssertNeeded(plan.Graph, turns, StreamDepths.Proven(plan.Graph, [.. plan.Stages.Select(s => s.Folding)]), [.. plan.Skips.Select(s => s.Stream.Stream)], i);
        }

        Assert.True(checks >= 5, $"{checks} bypasses were made shallower.");
    }

    /// <summary>The same with skips in memory beside the chip, whose bursts are what waits.</summary>
    [SkippableFact]
    public void External_skips_come_to_their_end()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        using var batch = new Batch([CmunextXxs.Of(64, 5)], maxDsp: 100, Designs.WithoutBlockRam);
        batch.CompileLogged("g++", BitExactTests.Ours);
        var (plan, turns) = (batch.Generated[0].Plan, batch.Log(0).Turns);
        Assert.NotEmpty(plan.Skips.Where(s => s.Policy == SkipPolicy.External));
        AssertDemands(plan, turns);
        int[] depths = [.. plan.Streams.Select(s => s.Depth)];
        Assert.True(new StreamReplay(plan.Graph, turns, depths, register: 0).Ends());
        var tokens = plan.Stages.Select(s => s.Stage).OfType<SkipStoreStage>().MaxBy(s => s.Region.Bursts)!.Output.Id;
        depths[tokens] = 1;
        Assert.False(new StreamReplay(plan.Graph, turns, depths, register: 0).Ends(), "the memory must hold what its tokens allow");
    }

    // The demands, from which the depths come, are those of the compiled kernels.
    private static void AssertDemands(HardwarePlan plan, IReadOnlyList<StreamTurn> turns)
    {
        foreach (var ((stage, folding, _, _), own) in plan.Stages.Zip(StreamReplay.ByStage(plan.Graph, turns)))
        {
            if (stage.Inputs.IsEmpty || stage.Outputs.IsEmpty)
                continue;
            var (demand, read, made) = (stage.Accept(new TokenDemands(folding)), stage.Inputs.ToDictionary(s => $"s{s.Id}", _ => 0), 0);
            foreach (var turn in own)
            {
                if (turn.Reads)
                    read[turn.Stream]++;
                if (turn.Reads || turn.Stream != $"s{stage.Output.Id}")
                    continue;
                Assert.All(stage.Inputs, (s, i) => Assert.True(demand(i, made) == read[$"s{s.Id}"], $"{stage}: output {made} with {read[$"s{s.Id}"]} of {s}"));
                made++;
            }

            Assert.Equal(stage.Output.Shape.Pixels, made);
        }
    }

    // Every bypass with a row less than it waits for stops the design: neither the depths nor this test are idle.
    private static int AssertNeeded(
        StageGraph graph, IReadOnlyList<StreamTurn> turns, int[] depths, IReadOnlyList<StageStream> skips, int design)
    {
        var deep = skips.Where(s => depths[s.Id] > (2 * s.Shape.Width) + 8).ToList();
        foreach (var skip in deep)
        {
            int[] shallow = [.. depths];
            shallow[skip.Id] -= (2 * skip.Shape.Width) + 8;
            var ends = new StreamReplay(graph, turns, shallow, register: 2).Ends();
            Assert.False(ends, $"design {design}: stream {skip.Id} need not be {depths[skip.Id]} deep");
        }

        return deep.Count;
    }
}
