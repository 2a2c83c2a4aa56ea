using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.HlsGen.Tests.Cycles;

/// <summary>
/// The turns of the cycle model are those of the compiled kernels: every stage takes as many, and every stream passes each of its tokens
/// in the very turn of the model, at both ends.
/// </summary>
[Collection(LoggedDesigns.Name)]
public sealed class TurnScheduleTests(LoggedDesigns logged)
{
    [SkippableFact]
    public void Every_kind_of_stage_takes_the_turns_of_its_kernel()
    {
        var designs = logged.All();
        foreach (var (plan, log) in designs)
            Compare(plan, log);
        var met = designs.SelectMany(d => d.Plan.Graph.Stages).Select(s => s.GetType()).ToHashSet();
        var pairs = designs.SelectMany(d => d.Plan.Stages).Where(s => s.Folding.Pixels > 1).Select(s => s.Stage.GetType()).ToHashSet();
        Assert.Equal(new HashSet<Type> { typeof(Conv2dStage), typeof(DepthwiseStage), typeof(DepthwiseAddStage) }, pairs);
        Type[] external = [typeof(SkipStoreStage), typeof(SkipLoadStage), typeof(EngineStage)];
        Assert.Empty(typeof(Stage).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Stage))).Except(met).Except(external));
    }

    [SkippableFact]
    public void CMUNeXt_XXS_takes_the_turns_of_its_kernels()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        using var batch = new Batch([CmunextXxs.Of(64, seed: 5)], maxDsp: 200);
        batch.CompileLogged("g++", BitExactTests.Ours);
        Compare(batch.Generated[0].Plan, batch.Log(0));
    }

    /// <summary>Skips in memory beside the chip too.</summary>
    [SkippableFact]
    public void External_skips_take_the_turns_of_their_kernels()
    {
        Skip.IfNot(Tool.Exists("g++"), "g++ is not installed.");
        using var batch = new Batch([CmunextXxs.Of(64, seed: 5)], maxDsp: 200, Designs.WithoutBlockRam);
        batch.CompileLogged("g++", BitExactTests.Ours);
        Assert.NotEmpty(batch.Generated[0].Plan.Stages.Where(s => s.Stage is SkipLoadStage));
        Compare(batch.Generated[0].Plan, batch.Log(0));
    }

    private static void Compare(HardwarePlan plan, StreamLog log)
    {
        var start = 0L;
        var tokens = Tokens(log);
        foreach (var ((stage, folding, _, _), index) in plan.Stages.Select((s, i) => (s, i)))
        {
            var turns = stage.Accept(new TurnSchedules(folding));
            Assert.Equal((stage.Name, folding.Cycles), (stage.Name, turns.Turns));

            // A load reads its token before the loop of the burst, when the turn before it is the last.
            var early = stage is SkipLoadStage ? 1 : 0;
            AssertPorts(stage, turns.Reads, stage.Inputs.IsEmpty ? ["r image"] : [.. stage.Inputs.Select(s => $"r s{s.Id}")], tokens, start - early);
            AssertPorts(stage, turns.Writes, stage.Outputs.IsEmpty ? ["w mask"] : [.. stage.Outputs.Select(s => $"w s{s.Id}")], tokens, start);
            AssertLoops(stage, turns, [.. log.Loops.Where(l => l.Stage == stage.Name).Select(l => l.Turn - start)]);
            start += turns.Turns;
        }

        Assert.Equal(start - 1, log.At[^(1 + ((plan.Graph.Source.Output.Shape.Pixels + 7) / 8))]);
    }

    // The turns at which each end of each stream passed its tokens. The host fills the image and empties the mask outside of them.
    private static ILookup<string, long> Tokens(StreamLog log) =>
        log.Turns.Zip(log.At).ToLookup(t => $"{(t.First.Reads ? 'r' : 'w')} {t.First.Stream}", t => t.Second);

    private static void AssertPorts(Stage stage, IReadOnlyList<PortTurns> ports, string[] names, ILookup<string, long> tokens, long start)
    {
        Assert.Equal(names.Length, ports.Count);
        foreach (var (port, name) in ports.Zip(names))
        {
            var expected = Enumerable.Range(0, port.Tokens).Select(k => port.Of(k).Turn);
            var actual = tokens[name].Select(t => t - start);
            var first = expected.Zip(actual).Select((t, k) => (t.First, t.Second, Token: k)).FirstOrDefault(t => t.First != t.Second);
            Assert.True(first == default, $"{stage.Name}: token {first.Token} of '{name}' passes in turn {first.Second}, not {first.First}.");
            Assert.Equal((stage.Name, name, port.Tokens), (stage.Name, name, tokens[name].Count()));
        }
    }

    // A loop that follows one of its own kind is not in the log.
    private static void AssertLoops(Stage stage, StageTurns turns, long[] logged)
    {
        Assert.Equal((stage.Name, 0), (stage.Name, logged[0]));
        Assert.InRange(logged.Length, turns.Loops == 1 || stage is SkipStoreStage or SkipLoadStage ? 1 : 2, turns.Loops);
        var passes = turns.Reads.Concat(turns.Writes).SelectMany(p => Enumerable.Range(0, p.Tokens).Select(k => p.Of(k))).ToList();
        foreach (var start in logged)
        {
            var before = passes.Where(t => t.Turn < start).Select(t => t.Loop).DefaultIfEmpty(-1).Max();
            var after = passes.Where(t => t.Turn >= start).Select(t => t.Loop).DefaultIfEmpty(turns.Loops).Min();
            Assert.True(before < after, $"{stage.Name}: a loop begins in turn {start}, between tokens of loops {before} and {after}.");
        }
    }
}
