using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Flow;

namespace FpgaSeg.HlsGen.Tests.Cycles;

/// <summary>What the simulation says of plans.</summary>
[Collection(LoggedDesigns.Name)]
public sealed class PlanCycleTests(LoggedDesigns logged)
{
    /// <summary>With the assumed pipelines and with such that hold nothing back; the simulation makes no FIFO deeper that need not be.</summary>
    [SkippableFact]
    public void No_design_stops_with_the_depths_of_the_simulation()
    {
        foreach (var (plan, _) in logged.All())
        {
            var model = CycleSimulation.ModelOf(plan);
            var depths = DeadlockFreedom.Deepen(model, [.. plan.Streams.Select(s => s.Depth)]);
            Assert.Null(model.Run(depths, new CycleOptions()).Deadlock);
            Assert.Null(model.Run(depths, new CycleOptions { PipelineDepth = _ => 0 }).Deadlock);
            foreach (var stream in plan.Streams.Where(s => s.Depth < depths[s.Stream.Id]))
            {
                int[] less = [.. depths.Select((d, i) => i == stream.Stream.Id ? stream.Depth : d)];
                CycleOptions[] pipelines = [new(), new() { PipelineDepth = _ => 0 }];
                Assert.Contains(pipelines, p => model.Run(less, p).Deadlock is not null);
            }
        }
    }

    /// <summary>
    /// Depths that only exclude deadlock cost CMUNeXt-XXS its pace: the next frame cannot enter as long as a long skip still holds the one
    /// before. The simulation says so, and its own depths keep the pace of the slowest stage.
    /// </summary>
    [Fact]
    public void Long_skips_of_one_tensor_cost_the_pace()
    {
        var plan = Designs.Generate(CmunextXxs.Of(64, seed: 5), maxDsp: 200).Plan;
        var model = CycleSimulation.ModelOf(plan);
        var shallow = model.Run(StreamDepths.Proven(model.Graph, [.. model.Foldings], plain: 2), new CycleOptions());
        Assert.Null(shallow.Deadlock);
        Assert.True(shallow.CyclesPerFrame > 1.5 * shallow.PaceCycles, $"{shallow.CyclesPerFrame} of {shallow.PaceCycles} cycles");
        Assert.Contains(shallow.TooShallow, s => s.Depth == model.Graph.Streams[s.Id].Shape.Pixels && s.Depth == 64 * 64);

        // The plan's own depths come closer; those of the simulation lose nothing.
        var planned = CycleSimulation.Run(plan);
        Assert.True(planned.CyclesPerFrame < shallow.CyclesPerFrame, $"{planned.CyclesPerFrame}, not less than {shallow.CyclesPerFrame} cycles");
        var sized = FifoSizing.For(model);
        Assert.Equal((null, sized.Report.PaceCycles), (sized.Report.Deadlock, sized.Report.CyclesPerFrame));
        Assert.Empty(sized.Report.TooShallow);
    }
}
