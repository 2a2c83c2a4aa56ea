using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Logic;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning;

/// <summary>Makes the plan of a design: folding to a budget, stream depths, memories, skips, predicted cycles.</summary>
public static class Planner
{
    /// <summary>
    /// The plan; figures that exceed the budget are for the caller to report. Where block RAM does not suffice and the board has memory beside
    /// the chip, the skips that take most of it move there until the rest fits.
    /// </summary>
    /// <param name="graph">Stages and streams.</param>
    /// <param name="board">The board: its family says what a block can do, its resources how memories are placed.</param>
    /// <param name="dspBudget">DSP blocks that the folding may use.</param>
    /// <param name="mostCycles">Cycles of a frame that suffice, so that the plan takes as little as it can for them; null for the fastest plan.</param>
    public static HardwarePlan Plan(StageGraph graph, BoardDescription board, int dspBudget, long? mostCycles = null)
    {
        for (; ; )
        {
            var plan = OnChip(graph, board, dspBudget, mostCycles);
            var moved = ExternalChoice.Of(plan, board);
            if (moved.IsEmpty)
                return plan;
            graph = moved.Aggregate(graph, ExternalSkips.Move);
        }
    }

    private static HardwarePlan OnChip(StageGraph graph, BoardDescription board, int dspBudget, long? mostCycles)
    {
        var family = DeviceFamilies.Of(board);
        var solver = new FoldingSolver(Options(graph, family), FoldingBudget.Of(board, dspBudget));
        var foldings = (mostCycles is { } cycles ? solver.Cheapest(cycles) : null) ?? solver.Fastest();
        var work = new StageWork();
        var (depths, joins) = StreamDepths.Of(graph, foldings);
        var needs = graph.Stages.Select((s, i) => s.Accept(new StageMemories(foldings[i]))).ToList();
        var placed = new Queue<MemoryPlan>(MemoryPlacement.Place([.. needs.SelectMany(n => n), .. graph.Streams.Select(s => Fifo(s, depths[s.Id]))], family, board.Resources));
        ImmutableArray<StagePlan> stages =
            [.. graph.Stages.Select((s, i) => new StagePlan(s, foldings[i], s.Accept(work), [.. needs[i].Select(_ => placed.Dequeue())]))];
        ImmutableArray<StreamPlan> streams = [.. graph.Streams.Select(s => new StreamPlan(s, depths[s.Id], placed.Dequeue()))];
        ImmutableArray<SkipPlan> skips =
        [
            .. joins.Select(j => new SkipPlan(streams[j.Stream.Id], j.To, SkipPolicy.Buffer, Region: null)),
            .. External(graph, streams),
        ];
        return new HardwarePlan(graph, stages, streams, skips, StageStarts.Of(graph, foldings).Latency(foldings));
    }

    // Every folding of every stage with the tables that it takes.
    private static ImmutableArray<FoldingCost>[] Options(StageGraph graph, DeviceFamily family)
    {
        var foldings = new FoldingOptions(family.Multiplier);
        return
        [
            .. graph.Stages.Select(s => s.Accept(foldings).Select(f => new FoldingCost(f, LogicEstimates.Of(s, f, family).Luts + f.MultiplierLuts)).ToImmutableArray()),
        ];
    }

    private static IEnumerable<SkipPlan> External(StageGraph graph, ImmutableArray<StreamPlan> streams) =>
        from store in graph.Stages.OfType<SkipStoreStage>()
        let load = graph.Stages.OfType<SkipLoadStage>().Single(l => l.Input.Id == store.Output.Id)
        let to = graph.Stages.Single(s => s.Inputs.Contains(load.Output))
        select new SkipPlan(streams[store.Input.Id], to, SkipPolicy.External, store.Region);

    private static MemoryNeed Fifo(StageStream stream, int depth) => new("fifo", new MemoryShape(depth, stream.BitsPerPixel), MemoryUse.Fifo);
}
