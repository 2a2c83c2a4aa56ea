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
    private const int MostRounds = 3;

    /// <summary>
    /// The plan; figures that exceed the budget are for the caller to report. Where block RAM does not suffice and the board has memory beside
    /// the chip, the skips that take most of it move there until the rest fits.
    /// </summary>
    /// <param name="graph">Stages and streams.</param>
    /// <param name="board">The board: its family says what a block can do, its resources how memories are placed.</param>
    /// <param name="dspBudget">DSP blocks that the folding may use.</param>
    /// <param name="mostCycles">Cycles of a frame that suffice, so that the plan takes as little as it can for them; null for the fastest plan.</param>
    public static HardwarePlan Plan(StageGraph graph, BoardDescription board, int dspBudget, long? mostCycles = null) =>
        Plan(new PlanDraft(graph, board, new FoldingCatalogue(DeviceFamilies.Of(board)), dspBudget, mostCycles));

    /// <summary>The same from a draft that is not folded yet.</summary>
    internal static HardwarePlan Plan(PlanDraft start) => Plan(start, Fastest(start, 0), long.MaxValue)!;

    /// <summary>The same where the first guess, <see cref="Fastest(PlanDraft, int)"/> with nothing set aside, is there already.</summary>
    /// <param name="start">The draft that is not folded yet.</param>
    /// <param name="first">The first guess.</param>
    /// <param name="tooSlow">Cycles of a frame from which on nobody wants the plan: then null.</param>
    internal static HardwarePlan? Plan(PlanDraft start, PlanDraft first, long tooSlow)
    {
        var (more, rounds, board, known) = (0, 0, start.Board, new KnownSteps());
        for (var draft = first; ; draft = Fastest(draft, more))
        {
            if (draft.Cycles >= tooSlow)
                return null;
            var depths = StreamDepths.For(draft.Graph, draft.Foldings, known);
            var plan = Assemble(draft.Graph, board, draft.Foldings, depths);
            var (next, isLast) = (Missing(plan, start), rounds >= MostRounds);
            if (next.Moved.IsEmpty && (next.Tables <= 0 || isLast))
            {
                // Depths that are proven are seldom other ones; where they are, they count.
                plan = Assemble(draft.Graph, board, draft.Foldings, StreamDepths.Proven(draft.Graph, draft.Foldings, depths, known));
                next = Missing(plan, start);
            }

            if (!next.Moved.IsEmpty)
                (draft, more) = (draft.With(next.Moved), 0);
            else if (next.Tables <= 0 || isLast)
                return plan;
            else
                (more, rounds) = (SetAside(draft, more, next.Tables), rounds + 1);
        }
    }

    // The skips that have to move, and the tables that are too many.
    private static (ImmutableArray<StageStream> Moved, int Tables) Missing(HardwarePlan plan, PlanDraft start) => (
        ExternalChoice.Of(plan, start.Board),
        Tables(plan, start.Board, start.Options) - (start with { Graph = plan.Graph }).Budget.Luts);

    // What the queues were found to take beside the guess is set aside in the next round: as much as was missing, or all of it where the same draft would come again.
    private static int SetAside(PlanDraft draft, int more, int missing) =>
        draft.Tables <= draft.Budget.Luts - more - missing ? draft.Budget.Luts + missing - draft.Tables : more + missing;

    // Where the plan is too slow and tables limit it, a skip more in memory beside the chip leaves block RAM for what tables hold: as long as that is faster.
    internal static PlanDraft Fastest(PlanDraft start, int more)
    {
        var draft = start.Folded(more);
        while (!(draft.Cycles <= start.MostCycles) && draft.NextSkip() is { IsEmpty: false } next && draft.With(next).Folded(more) is var other && other.Cycles < draft.Cycles)
            draft = other;
        return draft;
    }

    /// <summary>Look-up tables of stages, memories and queues.</summary>
    internal static int Tables(HardwarePlan plan, BoardDescription board, FoldingCatalogue options)
    {
        var family = DeviceFamilies.Of(board);
        return plan.Stages.Sum(s => options.Luts(s.Stage, s.Folding)) + plan.MemoryLuts + plan.Streams.Sum(s => LogicEstimates.Of(s, family).Luts);
    }

    internal static HardwarePlan Assemble(StageGraph graph, BoardDescription board, ImmutableArray<Folding> foldings, ImmutableArray<int> depths)
    {
        var work = new StageWork();
        var needs = graph.Stages.Select((s, i) => s.Accept(new StageMemories(foldings[i]))).ToList();
        MemoryNeed[] memories = [.. needs.SelectMany(n => n), .. graph.Streams.Select(s => Fifo(s, depths[s.Id]))];
        int? mostTables = graph.Stages.Any(s => s is EngineStage) ? MemoryPlacement.MostTablesBesideEngine(board.Resources) : null;
        var placed = new Queue<MemoryPlan>(MemoryPlacement.Place(memories, DeviceFamilies.Of(board), board.Resources, ExternalChoice.Available(board), mostTables));
        ImmutableArray<StagePlan> stages =
            [.. graph.Stages.Select((s, i) => new StagePlan(s, foldings[i], s.Accept(work), [.. needs[i].Select(_ => placed.Dequeue())]))];
        ImmutableArray<StreamPlan> streams = [.. graph.Streams.Select(s => new StreamPlan(s, depths[s.Id], placed.Dequeue()))];
        ImmutableArray<SkipPlan> skips =
        [
            .. StreamDepths.Bypasses(graph, depths).Select(j => new SkipPlan(streams[j.Stream.Id], j.To, SkipPolicy.Buffer, Region: null)),
            .. External(graph, streams),
        ];
        return new HardwarePlan(graph, stages, streams, skips);
    }

    private static IEnumerable<SkipPlan> External(StageGraph graph, ImmutableArray<StreamPlan> streams) =>
        from store in graph.Stages.OfType<SkipStoreStage>()
        let load = graph.Stages.OfType<SkipLoadStage>().Single(l => l.Input.Id == store.Output.Id)
        let to = graph.Stages.Single(s => s.Inputs.Contains(load.Output))
        select new SkipPlan(streams[store.Input.Id], to, SkipPolicy.External, store.Region);

    private static MemoryNeed Fifo(StageStream stream, int depth) => new("fifo", new MemoryShape(depth, stream.BitsPerPixel), MemoryUse.Fifo);
}
