using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning;

/// <summary>
/// A plan on its way: the foldings with a guess of the queues. What memories and queues take of the tables is known when foldings are; a few rounds find
/// how much is left for stages.
/// </summary>
/// <param name="Graph">Stages and streams, skips in memory beside the chip included.</param>
/// <param name="Board">The board.</param>
/// <param name="Costs">What foldings take on it.</param>
/// <param name="DspBudget">DSP blocks that the folding may use.</param>
/// <param name="MostCycles">Cycles of a frame that suffice; null for the fastest plan.</param>
internal sealed record PlanDraft(StageGraph Graph, BoardDescription Board, FoldingCosts Costs, int DspBudget, long? MostCycles)
{
    private const int MostRounds = 4;
    private const int Closeness = 32;

    private HardwarePlan? _guess;

    /// <summary>One per stage.</summary>
    public ImmutableArray<Folding> Foldings { get; private init; } = [];

    /// <summary>Tables set aside for memories and queues.</summary>
    public int Beside { get; private init; }

    /// <summary>Cycles of a frame.</summary>
    public long Cycles => Guess.CyclesPerFrame;

    private HardwarePlan Guess => _guess ??= Planner.Assemble(Graph, Board, Foldings, StreamDepths.Guess(Graph, Foldings));

    /// <summary>The same with these skips in memory beside the chip, not folded yet.</summary>
    public PlanDraft With(ImmutableArray<StageStream> skips) => new(skips.Aggregate(Graph, ExternalSkips.Move), Board, Costs, DspBudget, MostCycles);

    /// <summary>The skip that would move next, if one can.</summary>
    public ImmutableArray<StageStream> NextSkip() => ExternalChoice.Of(Guess, Board, excess: 1);

    /// <summary>With foldings for the tables that memories leave, skips moved where block RAM does not suffice.</summary>
    /// <param name="least">Tables that memories and queues are known to take.</param>
    public PlanDraft Folded(int least)
    {
        var draft = this;
        var options = Costs.Of(Graph);
        var beside = Math.Max(least, MemoryPlacement.MostTables(Board.Resources));
        for (var round = 0; ; round++)
        {
            var usesMemory = draft.Graph.Stages.Any(s => s is SkipStoreStage);
            var foldings = Planner.Fold(options, FoldingBudget.Of(Board, DspBudget, beside, usesMemory), MostCycles);
            draft = new PlanDraft(draft.Graph, Board, Costs, DspBudget, MostCycles) { Foldings = foldings, Beside = beside };
            if (ExternalChoice.Of(draft.Guess, Board) is { IsEmpty: false } moved)
            {
                (draft, beside, round) = (draft.With(moved), MemoryPlacement.MostTables(Board.Resources), 0);
                options = Costs.Of(draft.Graph);
                continue;
            }

            var needed = Math.Max(least, Planner.TablesBesideStages(draft.Guess, DeviceFamilies.Of(Board)));
            if (round == MostRounds || Math.Abs(needed - beside) <= beside / Closeness)
                return draft;
            beside = needed;
        }
    }
}
