using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>Pages of one size.</summary>
/// <param name="Words">Words of a page.</param>
/// <param name="Count">Pages: as many as are taken at once.</param>
/// <param name="Address">The word at which the first page begins.</param>
public readonly record struct EnginePageClass(int Words, int Count, int Address);

/// <summary>
/// The pages that rows of maps wait in. Rows of several sizes share a class where that takes less memory in all: they are not always there
/// at the same time. A map that is held between passes has the last class for itself. Where no row outlives a pass, every pass has classes of its own, over the same words.
/// </summary>
/// <param name="Classes">Smallest first, then that of a held map; pass by pass where passes have their own.</param>
/// <param name="ClassOf">The class of every operator's map, by operator.</param>
public sealed record EnginePages(ImmutableArray<EnginePageClass> Classes, ImmutableArray<int> ClassOf)
{
    /// <summary>Words of all pages.</summary>
    public int Words => Classes.Max(c => c.Address + (c.Words * c.Count));

    /// <summary>Number of pages.</summary>
    public int Count => Classes.Sum(c => c.Count);

    /// <summary>Where each page begins, class by class.</summary>
    public ImmutableArray<int> Addresses => [.. Classes.SelectMany(c => Enumerable.Range(0, c.Count).Select(i => c.Address + (i * c.Words)))];

    /// <summary>The classes for a schedule.</summary>
    /// <param name="schedule">Which rows are there at once.</param>
    /// <param name="rowWords">Words of a row of each operator's map; 0 where it makes none.</param>
    public static EnginePages Of(EngineSchedule schedule, IReadOnlyList<int> rowWords)
    {
        var passes = schedule.Passes;
        if (!passes.AreApart)
            return Shared(schedule.Events, [.. rowWords], passes.Held ?? -1);
        int[] passOf = [.. Enumerable.Range(0, rowWords.Count).Select(passes.FirstOf)];
        var events = schedule.Events.ToLookup(e => passOf[MapOf(e)]);
        var (classes, classOf) = (new List<EnginePageClass>(), new int[rowWords.Count]);
        for (var pass = 0; pass < passes.Count; pass++)
        {
            var active = passes.Active[pass];
            var own = Shared([.. events[pass]], [.. rowWords.Select((w, i) => active[i] ? w : 0)], held: -1);
            for (var i = 0; i < classOf.Length; i++)
                classOf[i] = active[i] ? classes.Count + own.ClassOf[i] : classOf[i];
            classes.AddRange(own.Classes);
        }

        return new([.. classes], [.. classOf]);
    }

    /// <summary>Words of pages were no class shared by rows of several sizes: a quick bound from above for one pass.</summary>
    internal static int MostWords(EngineSchedule schedule, int[] rowWords) => Counted(schedule.Events, rowWords, SizesOf(rowWords, held: -1), held: -1).Words;

    private static int[] SizesOf(int[] rowWords, int held) => [.. rowWords.Where((w, i) => w > 0 && i != held).Distinct().Order()];

    private static int MapOf(int happening) => happening < 0 ? -1 - happening : happening;

    private static EnginePages Shared(ImmutableArray<int> events, int[] rowWords, int held)
    {
        var sizes = SizesOf(rowWords, held);
        var best = Counted(events, rowWords, sizes, held);
        for (var merged = true; merged && sizes.Length > 1;)
        {
            merged = false;
            foreach (var without in Enumerable.Range(0, sizes.Length - 1).Select(i => sizes.Where((_, j) => j != i).ToArray()).ToArray())
            {
                var pages = Counted(events, rowWords, without, held);
                if (pages.Words > best.Words)
                    continue;
                (sizes, best, merged) = (without, pages, true);
                break;
            }
        }

        return best;
    }

    // Rows take pages of the smallest class that holds them.
    private static EnginePages Counted(ImmutableArray<int> events, int[] rowWords, int[] sizes, int held)
    {
        int[] classOf = [.. rowWords.Select((w, i) => i == held ? sizes.Length : Array.FindIndex(sizes, s => s >= w))];
        if (held >= 0)
            sizes = [.. sizes, rowWords[held]];
        int[] taken = new int[sizes.Length], most = new int[sizes.Length];
        foreach (var happening in events)
        {
            var which = classOf[MapOf(happening)];
            taken[which] += happening < 0 ? -1 : 1;
            most[which] = Math.Max(most[which], taken[which]);
        }

        var address = 0;
        var classes = ImmutableArray.CreateBuilder<EnginePageClass>(sizes.Length);
        foreach (var (words, count) in sizes.Zip(most))
        {
            classes.Add(new(words, count, address));
            address += words * count;
        }

        return new(classes.ToImmutable(), [.. classOf]);
    }
}
