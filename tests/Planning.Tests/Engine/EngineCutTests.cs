using System.Collections.Immutable;
using FpgaSeg.Planning.Engine;
using FpgaSeg.Planning.Tests.Fit;

namespace FpgaSeg.Planning.Tests.Engine;

/// <summary>Cuts of a program into passes, against every way to cut it.</summary>
public sealed class EngineCutTests
{
    private const int Lanes = 4;

    /// <summary>No other cut whose passes take so few words of pages moves fewer words beside the chip and back.</summary>
    [Fact]
    public void The_best_cut_moves_the_fewest_words()
    {
        var operators = EngineLowering.Lower(Networks.Deep(32));
        var search = new EngineCutSearch(operators, Lanes);
        var all = Every(operators).ToList();
        int[] sizes = [.. all.SelectMany(c => c.Passes).Distinct().Where(w => w >= search.Least).Order()];
        Assert.InRange(sizes.Length, 5, int.MaxValue);
        foreach (var words in sizes)
        {
            var chosen = search.Ends(words);
            Assert.All(Passes(chosen, (from, to) => WordsOf(operators, from, to)), p => Assert.InRange(p, 1, words));
            Assert.Equal((words, all.Where(c => c.Passes.All(p => p <= words)).Min(c => c.Moved)), (words, Moved(operators, chosen)));
        }

        Assert.Equal(operators.Length, Assert.Single(search.Ends(search.Most)));
        Assert.DoesNotContain(all, c => c.Passes.All(p => p < search.Least));
    }

    /// <summary>What an operator reads comes before it, and is made, or loaded, in its own pass.</summary>
    [Fact]
    public void Every_operator_finds_its_operands_in_its_own_pass()
    {
        var operators = EngineLowering.Lower(Networks.U(16));
        foreach (var (ends, _, _) in Every(operators))
        {
            var (cut, passes) = EngineCut.Of(operators, ends);
            for (var i = 0; i < cut.Length; i++)
            {
                var pass = Enumerable.Range(0, passes.Count).Single(p => passes.Active[p][i]);
                Assert.All(cut[i].Operands, o => Assert.True(o.Maker < i));
                Assert.All(cut[i].Operands.Where(o => o.IsRead), o => Assert.True(passes.Active[pass][o.Maker]));
                Assert.True(cut[i].Mode != EngineMode.Load || cut[cut[i].Operands[0].Maker].Mode == EngineMode.Store);
                Assert.True(cut[i].Mode != EngineMode.Load || Awaited(cut, i, passes.Active[pass]).All(m => cut[i].Operands.Contains(new EngineOperand(m, IsRead: false))));
            }

            Assert.Equal(operators.Select(o => o.Name), cut.Where(o => o.Mode is not (EngineMode.Store or EngineMode.Load)).Select(o => o.Name));
        }
    }

    // What a sum reads beside a row that is loaded for it: loaded before that is there, the row would only take a page.
    private static IEnumerable<int> Awaited(ImmutableArray<EngineOperator> cut, int load, ImmutableArray<bool> works)
    {
        var reader = Enumerable.Range(load, cut.Length - load).First(r => cut[r].Operands.Any(o => o.IsRead && o.Maker == load));
        return cut[reader].Mode != EngineMode.Add ? [] : cut[reader].Operands.Select(o => o.Maker).Where(m => m != load && works[m] && cut[m].Mode != EngineMode.Load);
    }

    private static IEnumerable<(ImmutableArray<int> Ends, int[] Passes, long Moved)> Every(ImmutableArray<EngineOperator> operators)
    {
        var known = new Dictionary<(int From, int To), int>();
        int Words(int from, int to) => known.TryGetValue((from, to), out var words) ? words : known[(from, to)] = WordsOf(operators, from, to);
        for (var cuts = 0; cuts < 1 << (operators.Length - 1); cuts++)
        {
            ImmutableArray<int> ends = [.. Enumerable.Range(1, operators.Length - 1).Where(i => (cuts >> (i - 1) & 1) == 1), operators.Length];
            yield return (ends, Passes(ends, Words), Moved(operators, ends));
        }
    }

    // Words of pages that each pass takes by itself.
    private static int[] Passes(ImmutableArray<int> ends, Func<int, int, int> words) => [.. ends.Select((end, i) => words(i == 0 ? 0 : ends[i - 1], end))];

    private static int WordsOf(ImmutableArray<EngineOperator> operators, int from, int to)
    {
        var (pass, passes) = EngineCut.Alone(new EngineCut.Source(operators), from, to);
        return EnginePages.MostWords(EngineSchedule.Of(pass, passes), [.. pass.Select(o => o.MakesMap ? RowWords(o) : 0)]);
    }

    private static long Moved(ImmutableArray<EngineOperator> operators, ImmutableArray<int> ends) =>
        EngineCut.Of(operators, ends).Operators.Where(o => o.Mode is EngineMode.Store or EngineMode.Load).Sum(o => (long)o.Shape.Height * RowWords(o));

    private static int RowWords(EngineOperator op) => op.Shape.Width * ((op.Shape.Channels + Lanes - 1) / Lanes);
}
