using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>Finds where to cut a program, so that no pass takes more than some words of pages and least moves to memory beside the chip and back.</summary>
/// <param name="operators">Operators without stores and loads.</param>
/// <param name="lanes">Channels of a word.</param>
internal sealed class EngineCutSearch(ImmutableArray<EngineOperator> operators, int lanes)
{
    private readonly EngineCut.Source _source = new(operators);

    // Words of a pass by itself; and for words that were asked for, by beginning, the furthest end of a pass that takes no more.
    private readonly Dictionary<(int From, int To), int> _words = [];
    private readonly SortedList<int, int[]> _furthest = [];

    /// <summary>Words of pages that the operator takes that takes most by itself: with less there is no cut.</summary>
    public int Least => Enumerable.Range(0, operators.Length).Max(i => Words(i, i + 1));

    /// <summary>Words of pages without any cut.</summary>
    public int Most => Words(0, operators.Length);

    /// <summary>The ends of the passes for <see cref="EngineCut.Of"/>.</summary>
    /// <param name="words">Words of pages that a pass may take, at least <see cref="Least"/>.</param>
    public ImmutableArray<int> Ends(int words)
    {
        // By end, the words that move with the best cuts before it, and where its last pass begins.
        var furthest = Furthest(words);
        var moved = new long[operators.Length + 1];
        var from = new int[operators.Length + 1];
        Array.Fill(moved, long.MaxValue, 1, operators.Length);
        for (var begin = 0; begin < operators.Length; begin++)
        {
            for (var end = begin + 1; end <= furthest[begin]; end++)
            {
                if (moved[begin] != long.MaxValue && moved[begin] + Moved(begin, end) is var all && all < moved[end])
                    (moved[end], from[end]) = (all, begin);
            }
        }

        var ends = new Stack<int>();
        for (var end = operators.Length; end > 0; end = from[end])
            ends.Push(end);
        return [.. ends];
    }

    // A longer pass takes more pages, so the furthest end moves on with its beginning, and with the words.
    private int[] Furthest(int words)
    {
        var (fewer, more) = (_furthest.LastOrDefault(f => f.Key <= words).Value, _furthest.FirstOrDefault(f => f.Key >= words).Value);
        var furthest = new int[operators.Length];
        for (var begin = 0; begin < furthest.Length; begin++)
        {
            var (fits, over) = (Math.Max(fewer?[begin] ?? 0, begin == 0 ? 0 : furthest[begin - 1]), (more?[begin] ?? operators.Length) + 1);
            fits = Math.Max(fits, begin + 1);
            (fits, over) = Narrowed(begin, fits, over, words);
            while (over - fits > 1)
            {
                var end = (fits + over) / 2;
                (fits, over) = Words(begin, end) <= words ? (end, over) : (fits, end);
            }

            furthest[begin] = fits;
        }

        return _furthest[words] = furthest;
    }

    // The end moves on little from one beginning to the next, and a long pass takes long to schedule: steps that double find what bisection would.
    private (int Fits, int Over) Narrowed(int begin, int fits, int over, int words)
    {
        for (var step = 1; fits + step < over; step *= 2)
        {
            if (Words(begin, fits + step) > words)
                return (fits, fits + step);
            fits += step;
        }

        return (fits, over);
    }

    // What the pass loads and stores.
    private long Moved(int from, int to)
    {
        var loaded = Enumerable.Range(from, to - from).SelectMany(i => operators[i].Operands).Select(o => o.Maker).Where(m => m < from).Distinct().Sum(MapWords);
        return loaded + Enumerable.Range(from, to - from).Where(i => _source.LastReader[i] >= to).Sum(MapWords);
    }

    private long MapWords(int index) => (long)operators[index].Shape.Height * RowWords(operators[index]);

    private int Words(int from, int to)
    {
        if (_words.TryGetValue((from, to), out var known))
            return known;
        var (pass, passes) = EngineCut.Alone(_source, from, to);
        return _words[(from, to)] = EnginePages.MostWords(EngineSchedule.Of(pass, passes), [.. pass.Select(o => o.MakesMap ? RowWords(o) : 0)]);
    }

    private int RowWords(EngineOperator op) => op.Shape.Width * ((op.Shape.Channels + lanes - 1) / lanes);
}
