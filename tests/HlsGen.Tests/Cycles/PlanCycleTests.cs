using FpgaSeg.HlsGen.Tests.CSimulation;
using FpgaSeg.HlsGen.Tests.Networks;
using FpgaSeg.Planning.Cycles;
using FpgaSeg.Planning.Flow;

namespace FpgaSeg.HlsGen.Tests.Cycles;

/// <summary>What the simulation says of plans.</summary>
[Collection(LoggedDesigns.Name)]
public sealed class PlanCycleTests(LoggedDesigns logged)
{
    /// <summary>With the assumed pipelines, with twice as long ones and with such that hold nothing back.</summary>
    [SkippableFact]
    public void No_plan_stops()
    {
        foreach (var (plan, _) in logged.All())
        {
            var foldings = plan.Stages.ToDictionary(s => s.Stage, s => s.Folding);
            foreach (var times in new[] { 0, 1, 2 })
            {
                var options = new CycleOptions { PipelineDepth = s => times * CycleModel.DepthOf(s, foldings[s]).Cycles };
                var report = CycleSimulation.Run(plan, options);
                Assert.True(report.Deadlock is null, $"pipelines x {times}: {report.Deadlock}");
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
        var shallow = model.Run(StreamDepths.Of(model.Graph, model.Foldings).Depths, new CycleOptions());
        Assert.Null(shallow.Deadlock);
        Assert.True(shallow.CyclesPerFrame > 1.5 * shallow.PaceCycles, $"{shallow.CyclesPerFrame} of {shallow.PaceCycles} cycles");
        Assert.Contains(shallow.TooShallow, s => s.Depth == model.Graph.Streams[s.Id].Shape.Pixels && s.Depth == 64 * 64);

        var sized = FifoSizing.For(model);
        Assert.Equal((null, sized.Report.PaceCycles), (sized.Report.Deadlock, sized.Report.CyclesPerFrame));
        Assert.Empty(sized.Report.TooShallow);
    }
}
