using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.Planning.Tests.Foldings;

/// <summary>The solver against every combination of small sets of foldings.</summary>
public sealed class FoldingSolverTests
{
    private const int DeviceDsp = 9;
    private const int DeviceLuts = 100;

    [Fact]
    public void The_fastest_choice_is_that_of_an_exhaustive_search()
    {
        var (feasible, random) = (0, new Random(7));
        for (var round = 0; round < 300; round++)
        {
            var options = Draw(random);
            var budget = new FoldingBudget(random.Next(1, 10), random.Next(20, 160), DeviceDsp, DeviceLuts);
            var within = Combinations(options).Where(c => Dsp(c) <= budget.Dsp && c.Sum(f => f.Luts) <= budget.Luts).ToList();
            if (within.Count == 0)
                continue;
            feasible++;
            var best = within.Min(c => c.Max(f => f.Folding.Cycles));
            var chosen = new FoldingSolver(options, budget).Fastest();
            Assert.Equal(best, chosen.Max(f => f.Cycles));
            Assert.Equal(within.Where(c => c.Max(f => f.Folding.Cycles) == best).Min(Price), Price(Costs(options, chosen)));
        }

        Assert.True(feasible > 100, $"{feasible} budgets suffice for something");
    }

    [Fact]
    public void The_cheapest_choice_for_a_rate_is_that_of_an_exhaustive_search()
    {
        var random = new Random(8);
        for (var round = 0; round < 300; round++)
        {
            var options = Draw(random);
            var (budget, cycles) = (new FoldingBudget(random.Next(1, 10), random.Next(20, 160), DeviceDsp, DeviceLuts), random.Next(5, 40));
            var prices = Combinations(options)
                .Where(c => Dsp(c) <= budget.Dsp && c.Sum(f => f.Luts) <= budget.Luts && c.All(f => f.Folding.Cycles <= cycles)).Select(Price).ToList();
            var chosen = new FoldingSolver(options, budget).Cheapest(cycles);
            Assert.Equal(prices.Count == 0, chosen is null);
            if (chosen is { } foldings)
                Assert.Equal(prices.Min(), Price(Costs(options, foldings)));
        }
    }

    /// <summary>7 is 8 - 1, 5 is 4 + 1: an adder each; 1 and 8 are shifts; 11 is 8 + 4 - 1 or 8 + 2 + 1: two.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 0)]
    [InlineData(5, 1)]
    [InlineData(-7, 1)]
    [InlineData(11, 2)]
    public void A_constant_takes_an_adder_per_further_signed_digit(int constant, int adders) =>
        Assert.Equal(adders * (8 + 2), LogicMultiplier.ConstantLuts(8, constant));

    private static ImmutableArray<FoldingCost>[] Draw(Random random) =>
    [
        .. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, random.Next(1, 5))
            .Select(i => new FoldingCost(new Folding(i, 1, random.Next(1, 40), random.Next(0, 4)), random.Next(1, 50))).ToImmutableArray()),
    ];

    private static IEnumerable<FoldingCost[]> Combinations(ImmutableArray<FoldingCost>[] options) =>
        from a in options[0]
        from b in options[1]
        from c in options[2]
        from d in options[3]
        select new[] { a, b, c, d };

    private static FoldingCost[] Costs(ImmutableArray<FoldingCost>[] options, ImmutableArray<Folding> chosen) =>
        [.. chosen.Select((f, i) => options[i].First(o => o.Folding == f))];

    private static int Dsp(IEnumerable<FoldingCost> choice) => choice.Sum(f => f.Folding.Dsp);

    private static long Price(IEnumerable<FoldingCost> choice) => choice.Sum(f => ((long)f.Folding.Dsp * DeviceLuts) + ((long)f.Luts * DeviceDsp));
}
