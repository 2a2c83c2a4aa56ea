using System.Collections.Immutable;
using FpgaSeg.Planning.Foldings;

namespace FpgaSeg.Planning.Tests.Foldings;

/// <summary>The solver against every combination of small sets of foldings.</summary>
public sealed class FoldingSolverTests
{
    private const int DeviceDsp = 9;
    private const int DeviceLuts = 100;

    [Fact]
    public void The_cheapest_choice_for_a_rate_is_that_of_an_exhaustive_search()
    {
        var random = new Random(8);
        for (var round = 0; round < 300; round++)
        {
            var (options, dsp, luts, cycles) = (Draw(random), random.Next(1, 10), random.Next(20, 160), random.Next(5, 40));
            var fast = Combinations(options).Where(c => Dsp(c) <= dsp && c.All(f => f.Folding.Cycles <= cycles)).ToList();
            var prices = fast.Where(c => c.Sum(f => f.Luts) <= luts).Select(Price).ToList();
            var solver = new FoldingSolver(options, new FoldingBudget(dsp, luts, DeviceDsp, DeviceLuts));

            var chosen = solver.Cheapest(cycles, luts);
            Assert.Equal(prices.Count == 0, chosen is null);
            if (chosen is { } foldings)
                Assert.Equal(prices.Min(), Price(Costs(options, foldings)));

            var fewest = solver.FewestLuts(cycles);
            Assert.Equal(fast.Count == 0, fewest is null);
            if (fewest is { } few)
                Assert.Equal((fast.Min(c => c.Sum(f => f.Luts)), solver.Luts(few)), (Costs(options, few).Sum(f => f.Luts), Costs(options, few).Sum(f => f.Luts)));
        }
    }

    /// <summary>At every target something changes: one cycle less excludes a folding.</summary>
    [Fact]
    public void Targets_are_the_cycles_at_which_choices_change()
    {
        var random = new Random(9);
        for (var round = 0; round < 50; round++)
        {
            var options = Draw(random);
            var everything = new FoldingSolver(options, new FoldingBudget(100, 1000, DeviceDsp, DeviceLuts));
            var possible = Enumerable.Range(0, 50).Where(c => everything.FewestLuts(c) is not null).Select(c => (long)c).ToList();
            var targets = everything.Targets();
            Assert.Equal(possible[0], targets[0]);
            Assert.Equal(possible.Where(c => c == possible[0] || options.Any(o => o.Any(f => f.Folding.Cycles == c))), targets);
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
