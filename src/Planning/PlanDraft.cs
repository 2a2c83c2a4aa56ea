using System.Collections.Immutable;
using FpgaSeg.Boards;
using FpgaSeg.Planning.Flow;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Memory;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning;

/// <summary>A plan on its way: the foldings with a guess of the queues.</summary>
/// <param name="Graph">Stages and streams, skips in memory beside the chip included.</param>
/// <param name="Board">The board.</param>
/// <param name="Options">What every stage may be folded to.</param>
/// <param name="DspBudget">DSP blocks that the folding may use.</param>
/// <param name="MostCycles">Cycles of a frame that suffice; null for the fastest plan.</param>
internal sealed record PlanDraft(StageGraph Graph, BoardDescription Board, FoldingCatalogue Options, int DspBudget, long? MostCycles)
{
    private readonly ImmutableArray<Folding> _foldings = [];
    private HardwarePlan? _guess;
    private int? _tables;

    /// <summary>One per stage.</summary>
    public ImmutableArray<Folding> Foldings
    {
        get => _foldings;
        init => (_foldings, _guess, _tables) = (value, null, null);
    }

    /// <summary>Cycles of a frame.</summary>
    public long Cycles => Foldings.Max(f => f.Cycles);

    /// <summary>Look-up tables of stages, memories and queues, by the guess.</summary>
    public int Tables => _tables ??= Planner.Tables(Guess, Board, Options);

    /// <summary>What the foldings may use.</summary>
    public FoldingBudget Budget => FoldingBudget.Of(Board, DspBudget, Graph.Stages.Any(s => s is SkipStoreStage));

    private HardwarePlan Guess => _guess ??= Planner.Assemble(Graph, Board, Foldings, StreamDepths.Guess(Graph, Foldings));

    /// <summary>The same with these skips in memory beside the chip, not folded yet.</summary>
    public PlanDraft With(ImmutableArray<StageStream> skips) => new(skips.Aggregate(Graph, ExternalSkips.Move), Board, Options, DspBudget, MostCycles);

    /// <summary>The skip that would move next, if one can.</summary>
    public ImmutableArray<StageStream> NextSkip() => ExternalChoice.Of(Guess, Board, excess: 1);

    /// <summary>With foldings, skips moved where block RAM does not suffice.</summary>
    /// <param name="more">Tables that the queues take beside the guess of them.</param>
    public PlanDraft Folded(int more)
    {
        for (var draft = this; ;)
        {
            draft = new FoldingSearch(draft, more).Run();
            if (ExternalChoice.Of(draft.Guess, Board) is not { IsEmpty: false } moved)
                return draft;
            draft = draft.With(moved);
        }
    }
}
