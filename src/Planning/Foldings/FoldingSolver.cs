using System.Collections.Immutable;

namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// Chooses a folding for every stage. A frame takes as long as its slowest stage, so for a given number of cycles every stage may take any of
/// its foldings that are fast enough; of these the solver finds the choice with the fewest look-up tables for every number of DSP blocks, exactly,
/// stage after stage. Equal arguments give equal choices on every machine.
/// </summary>
/// <param name="options">Every folding of every stage.</param>
/// <param name="budget">The DSP blocks that they may take together, and the rate at which blocks go for tables.</param>
internal sealed class FoldingSolver(IReadOnlyList<ImmutableArray<FoldingCost>> options, FoldingBudget budget)
{
    private const int Impossible = int.MaxValue;

    private readonly Dictionary<long, Table?> _tables = [];

    // In the order in which Useful looks at them.
    private readonly FoldingCost[][] _sorted =
        [.. options.Select(stage => stage.OrderBy(f => f.Folding.Dsp).ThenBy(f => f.Luts).ThenBy(f => f.Folding.Cycles).ThenBy(f => f.Folding.Lanes).ToArray())];

    /// <summary>The numbers of cycles at which some choice changes, fewest first: below a stage's fastest folding none is possible.</summary>
    public ImmutableArray<long> Targets()
    {
        var fastest = options.Max(o => o.Min(f => f.Folding.Cycles));
        return [.. options.SelectMany(o => o.Select(f => f.Folding.Cycles)).Where(c => c >= fastest).Distinct().Order()];
    }

    /// <summary>
    /// The choice that uses the smallest part of both resources together, of which no stage takes more than <paramref name="cycles"/> and all take at
    /// most <paramref name="luts"/> tables; null where there is none.
    /// </summary>
    public ImmutableArray<Folding>? Cheapest(long cycles, int luts) => Best(cycles, (d, l) => l > luts ? null : budget.Price(d, l));

    /// <summary>The choice with the fewest tables, or null where the DSP blocks do not suffice for so few cycles.</summary>
    public ImmutableArray<Folding>? FewestLuts(long cycles) => Best(cycles, (_, luts) => luts == Impossible ? null : luts);

    /// <summary>The choice with the fewest DSP blocks, whatever they are.</summary>
    public ImmutableArray<Folding> FewestDsp() => [.. options.Select(o => o.MinBy(f => (f.Folding.Dsp, f.Luts, f.Folding.Cycles))!.Folding)];

    /// <summary>What a choice is worth in tables.</summary>
    public int Luts(ImmutableArray<Folding> chosen) => chosen.Select((c, i) => options[i].First(o => o.Folding == c).Luts).Sum();

    // The choice of lowest price among those with the fewest tables for their DSP blocks; of equals the one with fewer blocks.
    private ImmutableArray<Folding>? Best(long cycles, Func<int, int, long?> price)
    {
        if (!_tables.TryGetValue(cycles, out var table))
            _tables[cycles] = table = Fill([.. _sorted.Select(o => Useful(o, cycles))]);
        if (table is null)
            return null;
        var best = Enumerable.Range(0, table.Luts.Length).Select(d => (Price: price(d, table.Luts[d]), Dsp: d)).Where(c => c.Price is not null)
            .DefaultIfEmpty((null, -1)).Min();
        return best.Dsp < 0 ? null : Trace(table, best.Dsp);
    }

    // Those that are fast enough, without what another beats in both resources; of equals the fastest.
    private static ImmutableArray<FoldingCost> Useful(FoldingCost[] sorted, long cycles)
    {
        var kept = ImmutableArray.CreateBuilder<FoldingCost>();
        var fewest = Impossible;
        foreach (var option in sorted)
        {
            if (option.Folding.Cycles > cycles || option.Luts >= fewest)
                continue;
            kept.Add(option);
            fewest = option.Luts;
        }

        return kept.ToImmutable();
    }

    private Table? Fill(ImmutableArray<FoldingCost>[] useful)
    {
        if (useful.Any(o => o.IsEmpty))
            return null;
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

        return new Table(useful, luts, chosen);
    }

    private static ImmutableArray<Folding> Trace(Table table, int dsp)
    {
        var foldings = new Folding[table.Useful.Length];
        for (var s = foldings.Length - 1; s >= 0; s--)
        {
            foldings[s] = table.Useful[s][table.Chosen[s][dsp]].Folding;
            dsp -= foldings[s].Dsp;
        }

        return [.. foldings];
    }

    // Luts[d]: fewest tables of all stages with exactly d DSP blocks; Chosen[s][d]: the option of stage s in it.
    private sealed record Table(ImmutableArray<FoldingCost>[] Useful, int[] Luts, int[][] Chosen);
}
