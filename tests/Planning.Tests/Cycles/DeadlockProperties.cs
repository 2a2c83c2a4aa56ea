using System.Collections.Immutable;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>Whether a design stops does not depend on timing. FsCheck draws graphs with forks and joins, depths, pipelines and paces of the link.</summary>
public sealed class DeadlockProperties
{
    private static readonly Gen<int> _seeds = Gen.Choose(0, int.MaxValue - 1);

    /// <summary>The simulator stops exactly when stages that take turns in any order do, however fast the link is and for any number of frames.</summary>
    [Fact]
    public void The_simulator_stops_when_every_order_of_steps_does()
    {
        var stopped = 0;
        Check(120, seed =>
        {
            var (random, model) = Draw(seed, out var depths);
            var salt = random.Next();
            int Pipeline(Stage stage) => (stage.Node + salt) % 4 * (stage.Outputs.Length + salt) % 7;
            var ends = new UntimedRun(model, depths, Pipeline).Ends(random);
            stopped += ends ? 0 : 1;
            foreach (var pace in new[] { LinkPace.EveryCycle, new LinkPace(random.Next(2, 40), 1) })
            {
                var report = model.Run(depths, new CycleOptions { Frames = random.Next(2, 4), PipelineDepth = Pipeline, Image = pace, Mask = pace });
                Assert.Equal(ends, report.Deadlock is null);
            }
        });
        Assert.InRange(stopped, 20, 100);
    }

    /// <summary>
    /// With stages that read and write in the order of <see cref="TokenFlow"/>, whatever time passes between, the simulator stops exactly when that
    /// would make a FIFO deeper.
    /// </summary>
    [Fact]
    public void The_simulator_stops_when_the_token_flow_does()
    {
        var stopped = 0;
        Check(120, seed =>
        {
            var (random, model) = Draw(seed, out var depths);
            var register = random.Next(3);
            var ends = TokenFlow.Deepen(model.Graph, model.Foldings, depths, register).SequenceEqual(depths);
            stopped += ends ? 0 : 1;
            var streams = depths.Select(d => new CycleStream(d)).ToList();
            var processes = model.Graph.Stages.Select((s, i) => new CycleProcess(
                s.Name, InOrderOfFlow(s, model.Foldings[i], register, random), 0, streams,
                [.. s.Inputs.Select(t => t.Id)], [.. s.Outputs.Select(t => t.Id)], frames: 2)).ToList();
            new CycleNetwork(processes, streams.Count).Run();
            Assert.Equal(ends, processes.TrueForAll(p => p.Waiting is null));
        });
        Assert.InRange(stopped, 20, 100);
    }

    /// <summary>No frame ends later with deeper FIFOs, and none of the sized ones is too shallow for the pace or stops.</summary>
    [Fact]
    public void Deeper_FIFOs_are_never_slower_and_sized_ones_keep_pace() => Check(60, seed =>
    {
        var (random, model) = Draw(seed, out var depths);
        var sized = FifoSizing.For(model, shorten: seed % 4 == 0);
        Assert.Null(sized.Report.Deadlock);
        Assert.Equal(sized.CyclesPerFrame, sized.Report.CyclesPerFrame);
        Assert.Empty(sized.Report.TooShallow);

        var deeper = model.Run([.. sized.Depths.Select(d => d + random.Next(3))], new CycleOptions());
        var before = model.Run(sized.Depths, new CycleOptions());
        Assert.True(deeper.LatencyCycles <= before.LatencyCycles);
        var shallow = model.Run([.. sized.Depths.Zip(depths, Math.Min)], new CycleOptions());
        Assert.True(shallow.Deadlock is not null || shallow.LatencyCycles >= before.LatencyCycles);
    });

    /// <summary>Turns, draining and waits of a stage are its cycles; where the image arrives at the pace, they are those of the frame.</summary>
    [Fact]
    public void Every_cycle_of_a_stage_is_accounted_for() => Check(60, seed =>
    {
        var (_, model) = Draw(seed, out _);
        var sized = FifoSizing.For(model);
        var report = model.Run(sized.Depths, new CycleOptions { Frames = 8, Image = new LinkPace(sized.CyclesPerFrame, model.ImageBytes) });
        Assert.Equal(sized.CyclesPerFrame, report.CyclesPerFrame);
        Assert.All(report.Stages, s => Assert.Equal(report.CyclesPerFrame, s.Turns + s.Draining + s.Starved + s.Blocked));
    });

    private static void Check(int tests, Action<int> holds) =>
        Prop.ForAll(_seeds.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(20_261_121, 9));

    private static (Random Random, CycleModel Model) Draw(int seed, out int[] depths)
    {
        var random = new Random(seed);
        var model = RandomTinyNetwork.Of(random);
        var deepest = random.Next(2, 25);
        depths = [.. model.Graph.Streams.Select(_ => random.Next(1, deepest))];
        return (random, model);
    }

    // Reads, in step, what an output needs and `register` more, then writes it; every time after as long as chance has it.
    private static StageTurns InOrderOfFlow(Stage stage, Folding folding, int register, Random random)
    {
        var demand = stage.Accept(new TokenDemands(folding));
        var reads = stage.Inputs.Select(_ => new List<long>()).ToArray();
        List<long> writes = [];
        var (turn, total) = (0L, stage.Outputs.IsEmpty ? 0 : stage.Output.Shape.Pixels);
        for (var k = 0; k <= total; k++)
        {
            int Goal(int input) => k == total ? stage.Inputs[input].Shape.Pixels : Math.Min(demand(input, k) + register, stage.Inputs[input].Shape.Pixels);
            while (reads.Where((r, i) => r.Count < Goal(i)).Any())
            {
                turn += random.Next(1, 6);
                foreach (var (read, _) in reads.Select((r, i) => (r, i)).Where(r => r.r.Count < Goal(r.i)))
                    read.Add(turn);
            }

            turn += random.Next(1, 6);
            if (k < total)
                writes.Add(turn);
        }

        PortTurns Port(List<long> turns) => new(turns.Count, t => new(turns[t]));
        return new StageTurns(turn + 1, 1, [.. reads.Select(Port)], [.. stage.Outputs.Select(_ => Port(writes))]);
    }
}
