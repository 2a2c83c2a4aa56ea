using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;
using FpgaSeg.Planning.Stages;

namespace FpgaSeg.Planning;

/// <summary>
/// The foldings of a draft. What a choice takes of the tables is known when its memories are placed: block RAM is shared by all of them. So for a
/// number of cycles the solver makes choices for several worths of a unit of block RAM, and each is placed; the smallest number of cycles for which one
/// of them fits is found by bisection.
/// </summary>
internal sealed class FoldingSearch
{
    // Tables that a unit of block RAM may be worth: it holds 288 tables' worth of bits where a memory fills it.
    private static readonly ImmutableArray<int> _worths = [0, 24, 64, 128];

    private readonly PlanDraft _draft;
    private readonly FoldingBudget _budget;
    private readonly ImmutableArray<FoldingSolver> _solvers;

    /// <param name="draft">Stages, board and wishes.</param>
    /// <param name="more">Tables that the queues take beside the guess of them.</param>
    public FoldingSearch(PlanDraft draft, int more)
    {
        var budget = draft.Budget;
        ImmutableArray<FoldingOption>[] options = [.. draft.Graph.Stages.Select(draft.Options.Of)];
        (_draft, _budget) = (draft, budget with { Luts = budget.Luts - more });
        _solvers = [.. _worths.Select(w => new FoldingSolver([.. options.Select(o => o.Select(f => f.At(w)).ToImmutableArray())], budget))];
    }

    /// <summary>
    /// The draft that takes least for the cycles that suffice, or the fastest that fits; where none does, the slowest with the fewest tables, and where
    /// there are too few DSP blocks even for that, the one with the fewest.
    /// </summary>
    public PlanDraft Run()
    {
        if (_draft.MostCycles is { } enough && Fitting(enough).Any())
            return Cheapest(enough);
        var targets = _solvers[0].Targets();
        int low = 0, high = targets.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Fitting(targets[middle]).Any())
                high = middle;
            else
                low = middle + 1;
        }

        return Fitting(targets[low]).Any() ? Cheapest(targets[low])
            : Smallest(targets[low]).Select(c => c.Draft).MinBy(d => d.Tables) ?? With(_solvers[0].FewestDsp());
    }

    // Of what fits as it is or with fewer DSP blocks and more tables, the smallest part of both.
    private PlanDraft Cheapest(long cycles) => Fitting(cycles).SelectMany(c => new[] { c.Draft, Balanced(c.Draft, c.Solver, cycles) })
        .MinBy(d => _budget.Price(d.Foldings.Sum(f => f.Dsp), d.Tables))!;

    private PlanDraft Balanced(PlanDraft fewest, FoldingSolver solver, long cycles)
    {
        var balanced = With(solver.Cheapest(cycles, solver.Luts(fewest.Foldings) + _budget.Luts - fewest.Tables)!.Value);
        return balanced.Tables <= _budget.Luts ? balanced : fewest;
    }

    private IEnumerable<(PlanDraft Draft, FoldingSolver Solver)> Fitting(long cycles) => Smallest(cycles).Where(c => c.Draft.Tables <= _budget.Luts);

    private IEnumerable<(PlanDraft Draft, FoldingSolver Solver)> Smallest(long cycles) =>
        from solver in _solvers
        let foldings = solver.FewestLuts(cycles)
        where foldings is not null
        select (With(foldings.Value), solver);

    private PlanDraft With(ImmutableArray<Folding> foldings) => _draft with { Foldings = foldings };
}
