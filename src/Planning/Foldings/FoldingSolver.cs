using System.Collections.Immutable;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// Chooses a folding for every stage. A frame takes as long as its slowest stage, so for a given number of cycles every stage may take any of
/// its foldings that are fast enough; of these the solver finds the choice with the fewest look-up tables for every number of DSP blocks, exactly,
/// stage after stage. The smallest number of cycles for which one of them fits the budget is found by bisection; there the choice is taken that
/// uses the smallest part of both resources together. Equal arguments give equal choices on every machine.
/// </summary>
/// <param name="options">Every folding of every stage.</param>
/// <param name="budget">What they may take together.</param>
internal sealed class FoldingSolver(IReadOnlyList<ImmutableArray<FoldingCost>> options, FoldingBudget budget)
{
    private const int Impossible = int.MaxValue;

    /// <summary>
    /// The fastest choice within the budget; where none is, the slowest with the fewest look-up tables, and where there are too few DSP blocks even
    /// for that, the one with the fewest.
    /// </summary>
    public ImmutableArray<Folding> Fastest()
    {
        // A target below some stage's fastest folding gains nothing, one above some stage's slowest is met by it.
        var fastest = options.Max(o => o.Min(f => f.Folding.Cycles));
        var targets = options.SelectMany(o => o.Select(f => f.Folding.Cycles)).Where(c => c >= fastest).Distinct().Order().ToArray();
        int low = 0, high = targets.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Cheapest(targets[middle]) is not null)
                high = middle;
            else
                low = middle + 1;
        }

        return Cheapest(targets[low]) ?? FewestLuts(targets[low]) ?? FewestDsp();
    }

    /// <summary>The cheapest choice of which no stage takes more than <paramref name="cycles"/>, or null where none fits the budget.</summary>
    public ImmutableArray<Folding>? Cheapest(long cycles) =>
        Best(cycles, (dsp, luts) => luts > budget.Luts ? null : ((long)dsp * budget.DeviceLuts) + ((long)luts * budget.DeviceDsp));

    private ImmutableArray<Folding>? FewestLuts(long cycles) => Best(cycles, (_, luts) => luts == Impossible ? null : luts);

    // The choice of lowest price among those with the fewest tables for their DSP blocks; of equals the one with fewer blocks.
    private ImmutableArray<Folding>? Best(long cycles, Func<int, int, long?> price)
    {
        var useful = options.Select(o => Useful(o.Where(f => f.Folding.Cycles <= cycles))).ToArray();
        if (useful.Any(o => o.IsEmpty))
            return null;
        var (luts, chosen) = FewestLuts(useful);
        var best = Enumerable.Range(0, luts.Length).Select(d => (Price: price(d, luts[d]), Dsp: d)).Where(c => c.Price is not null)
            .DefaultIfEmpty((null, -1)).Min();
        return best.Dsp < 0 ? null : Trace(useful, chosen, best.Dsp);
    }

    private ImmutableArray<Folding> FewestDsp() => [.. options.Select(o => o.MinBy(f => (f.Folding.Dsp, f.Luts, f.Folding.Cycles))!.Folding)];

    // Without those that another beats in both resources; of equals the fastest.
    private static ImmutableArray<FoldingCost> Useful(IEnumerable<FoldingCost> foldings)
    {
        var kept = ImmutableArray.CreateBuilder<FoldingCost>();
        var fewest = Impossible;
        foreach (var option in foldings.OrderBy(f => (f.Folding.Dsp, f.Luts, f.Folding.Cycles, f.Folding.Lanes)))
        {
            if (option.Luts >= fewest)
                continue;
            kept.Add(option);
            fewest = option.Luts;
        }

        return kept.ToImmutable();
    }

    // luts[d]: fewest tables of all stages with exactly d DSP blocks; chosen[s][d]: the option of stage s in it.
    private (int[] Luts, int[][] Chosen) FewestLuts(ImmutableArray<FoldingCost>[] useful)
    {
        var luts = Enumerable.Repeat(Impossible, budget.Dsp + 1).ToArray();
        luts[0] = 0;
        var chosen = new int[useful.Length][];
        for (var s = 0; s < useful.Length; s++)
        {
            var next = Enumerable.Repeat(Impossible, budget.Dsp + 1).ToArray();
            chosen[s] = new int[budget.Dsp + 1];
            for (var o = 0; o < useful[s].Length; o++)
            {
                var (folding, more) = useful[s][o];
                for (var d = folding.Dsp; d <= budget.Dsp; d++)
                {
                    if (luts[d - folding.Dsp] == Impossible || luts[d - folding.Dsp] + more >= next[d])
                        continue;
                    (next[d], chosen[s][d]) = (luts[d - folding.Dsp] + more, o);
                }
            }

            luts = next;
        }

        return (luts, chosen);
    }

    private static ImmutableArray<Folding> Trace(ImmutableArray<FoldingCost>[] useful, int[][] chosen, int dsp)
    {
        var foldings = new Folding[useful.Length];
        for (var s = useful.Length - 1; s >= 0; s--)
        {
            foldings[s] = useful[s][chosen[s][dsp]].Folding;
            dsp -= foldings[s].Dsp;
        }

        return [.. foldings];
    }
}
