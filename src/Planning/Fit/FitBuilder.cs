using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning.Fit;

/// <summary>Adds up a plan and holds it against a board.</summary>
internal sealed class FitBuilder
{
    private readonly HardwarePlan _plan;
    private readonly BoardDescription _board;
    private readonly PlanOptions _options;
    private readonly DeviceFamily _family;

    private FitBuilder(HardwarePlan plan, BoardDescription board, PlanOptions options) =>
        (_plan, _board, _options, _family) = (plan, board, options, DeviceFamilies.Of(board));

    public static PlanFit Of(HardwarePlan plan, BoardDescription board, PlanOptions options) => new FitBuilder(plan, board, options).Build();

    private PlanFit Build()
    {
        var starts = StageStarts.Of(_plan.Graph, [.. _plan.Stages.Select(s => s.Folding)]).Stages;
        ImmutableArray<StageCost> stages = [.. _plan.Stages.Select((s, i) => CostOf(s, starts[i]))];
        var (writers, readers) = Ends();
        ImmutableArray<StreamCost> streams = [.. _plan.Streams.Select(s => CostOf(s, writers[s.Stream.Id], readers[s.Stream.Id]))];
        PartCost[] parts = [.. stages, .. streams];
        ImmutableArray<ResourceUse> resources = [.. Enum.GetValues<Resource>().Select(r => Use(r, parts))];
        return new PlanFit(_plan, _board, _options, stages, streams, resources);
    }

    private StageCost CostOf(StagePlan plan, long start) => new(
        plan, plan.Folding.Dsp, Blocks(plan.Memories.Sum(m => m.Units)), plan.Memories.Sum(m => m.Luts), LogicEstimates.Of(plan.Stage, plan.Folding, _family), start);

    private StreamCost CostOf(StreamPlan plan, Stage from, Stage to) =>
        new(plan, from, to, Blocks(plan.Memory.Units), plan.Memory.Luts, LogicEstimates.Of(plan, _family));

    private ResourceUse Use(Resource resource, PartCost[] parts)
    {
        var (used, logic, memory) = (parts.Sum(p => p.Of(resource)), LogicEstimate.Sum(parts.Select(p => p.Logic)), parts.Sum(p => p.MemoryLuts));
        var (low, high) = resource == Resource.Lut ? (logic.LutsLow + memory, logic.LutsHigh + memory) : (used, used);
        var (device, reserved) = (DeviceHas(resource), Reserved.Of(resource, _board, _plan.UsesMemory));
        var left = device - reserved;
        return new ResourceUse(resource, used, low, high, device, reserved, resource switch
        {
            Resource.Dsp => Math.Min(left, _options.DspOf(_board)),
            Resource.Lut => Math.Floor(left * Reserved.UsableShareOfTables),
            _ => left,
        });
    }

    private double DeviceHas(Resource resource) => resource switch
    {
        Resource.Dsp => _board.Resources.Dsp,
        Resource.BlockRam => _board.Resources.BlockRam,
        Resource.Lut => _board.Resources.Lut,
        _ => _board.Resources.FlipFlops,
    };

    private double Blocks(int units) => (double)units / BlockRamTiling.UnitsPerBlock(_family.BlockRam);

    private (Stage[] Writers, Stage[] Readers) Ends()
    {
        var (writers, readers) = (new Stage[_plan.Streams.Length], new Stage[_plan.Streams.Length]);
        foreach (var stage in _plan.Graph.Stages)
        {
            foreach (var stream in stage.Outputs)
                writers[stream.Id] = stage;
            foreach (var stream in stage.Inputs)
                readers[stream.Id] = stage;
        }

        return (writers, readers);
    }
}
