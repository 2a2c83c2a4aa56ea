using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Stages;
using FsCheck;
using FsCheck.Fluent;

namespace FpgaSeg.Planning.Tests.Cycles;

/// <summary>Runs that take many steps at once find what runs step by step find, on graphs that FsCheck draws.</summary>
public sealed class ShortcutProperties
{
    private static readonly Gen<int> _seeds = Gen.Choose(0, int.MaxValue - 1);

    /// <summary>What FIFOs hold that are never full: the simulator counts the same, whatever the pipelines, the frames and a pace that all stages keep.</summary>
    [Fact]
    public void Stage_after_stage_FIFOs_hold_what_the_simulator_counts()
    {
        var (slowest, others) = (0, 0);
        Check(150, seed =>
        {
            var (random, model) = Draw(seed);
            var options = new CycleOptions { Frames = random.Next(1, 7), PipelineDepth = Pipelines(random) };
            var slack = random.Next(3) == 0 ? 0 : random.Next(1, 60);
            _ = slack == 0 ? slowest++ : others++;
            var pace = model.Pace(options) + slack;
            var report = model.Run(
                [.. model.Graph.Streams.Select(_ => CycleStream.Unbounded)], options with { Image = new LinkPace(pace, model.ImageBytes) });
            Assert.Equal(report.Streams.Select(s => (long)s.HighWater), model.MostHeld(pace, options));
        });
        Assert.InRange(slowest, 20, 130);
    }

    /// <summary>The depths are those that the simulator finds, run again from the beginning for every token that a FIFO is made deeper.</summary>
    [Fact]
    public void Runs_without_time_make_FIFOs_as_deep_as_the_simulator_does()
    {
        var deepened = 0;
        Check(120, seed =>
        {
            var (random, model) = Draw(seed);
            var depths = Depths(random, model);
            var options = new CycleOptions { PipelineDepth = Pipelines(random) };
            var expected = BySimulation(model, depths, options);
            deepened += expected.SequenceEqual(depths) ? 0 : 1;
            Assert.Equal(expected, DeadlockFreedom.DeepenBySteps(model, depths, options));
        });
        Assert.InRange(deepened, 20, 100);
    }

    /// <summary>The token flow, one token after the other.</summary>
    [Fact]
    public void The_token_flow_makes_FIFOs_as_deep_as_single_tokens_do()
    {
        var deepened = 0;
        Check(120, seed =>
        {
            var (random, model) = Draw(seed);
            var (depths, register) = (Depths(random, model), random.Next(4));
            var expected = TokenByToken.Deepen(model.Graph, model.Foldings, depths, register);
            deepened += expected.SequenceEqual(depths) ? 0 : 1;
            Assert.Equal(expected, TokenFlow.Deepen(model.Graph, model.Foldings, depths, register));
        });
        Assert.InRange(deepened, 20, 100);
    }

    private static int[] BySimulation(CycleModel model, int[] depths, CycleOptions options)
    {
        int[] deep = [.. depths];
        CycleOptions[] variants = [options with { Frames = 1 }, options with { Frames = 1, PipelineDepth = _ => 0 }];
        while (variants.Select(v => model.Run(deep, v).Deadlock).FirstOrDefault(d => d is not null) is { } deadlock)
        {
            foreach (var stream in deadlock.Culprits)
                deep[stream]++;
        }

        return deep;
    }

    private static void Check(int tests, Action<int> holds) =>
        Prop.ForAll(_seeds.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(20_261_121, 9));

    private static (Random Random, CycleModel Model) Draw(int seed)
    {
        var random = new Random(seed);
        return (random, RandomTinyNetwork.Of(random));
    }

    private static int[] Depths(Random random, CycleModel model)
    {
        var deepest = random.Next(2, 25);
        return [.. model.Graph.Streams.Select(_ => random.Next(1, deepest))];
    }

    private static Func<Stage, int> Pipelines(Random random)
    {
        var salt = random.Next(100);
        return stage => (stage.Node + salt) * (stage.Outputs.Length + salt) % 7;
    }
}
