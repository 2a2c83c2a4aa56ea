using System.Collections.Immutable;

namespace FpgaSeg.Planning.Engine;

/// <summary>Pages of one size.</summary>
/// <param name="Words">Words of a page.</param>
/// <param name="Count">Pages: as many as are taken at once.</param>
public readonly record struct EnginePageClass(int Words, int Count);

/// <summary>
/// The pages that rows of maps wait in. Rows of several sizes share a class where that takes less memory in all: they are not always there
/// at the same time. A map that is held between passes has the last class for itself.
/// </summary>
/// <param name="Classes">Smallest first, then that of a held map.</param>
/// <param name="ClassOf">The class of every operator's map, by operator.</param>
public sealed record EnginePages(ImmutableArray<EnginePageClass> Classes, ImmutableArray<int> ClassOf)
{
    /// <summary>Words of all pages.</summary>
    public int Words => Classes.Sum(c => c.Words * c.Count);

    /// <summary>Number of pages.</summary>
    public int Count => Classes.Sum(c => c.Count);

    /// <summary>Where each page begins, class by class.</summary>
    public ImmutableArray<int> Addresses
    {
        get
        {
            var (address, addresses) = (0, ImmutableArray.CreateBuilder<int>(Count));
            foreach (var (words, count) in Classes)
            {
                for (var i = 0; i < count; i++, address += words)
                    addresses.Add(address);
            }

            return addresses.ToImmutable();
        }
    }

    /// <summary>The classes for a schedule.</summary>
    /// <param name="schedule">Which rows are there at once.</param>
    /// <param name="rowWords">Words of a row of each operator's map; 0 where it makes none.</param>
    public static EnginePages Of(EngineSchedule schedule, IReadOnlyList<int> rowWords)
    {
        var held = schedule.Passes.Held ?? -1;
        int[] sizes = [.. rowWords.Where((w, i) => w > 0 && i != held).Distinct().Order()];
        var best = Counted(schedule, rowWords, sizes);
        for (var merged = true; merged && sizes.Length > 1;)
        {
            merged = false;
            foreach (var without in Enumerable.Range(0, sizes.Length - 1).Select(i => sizes.Where((_, j) => j != i).ToArray()).ToArray())
            {
                var pages = Counted(schedule, rowWords, without);
                if (pages.Words > best.Words)
                    continue;
                (sizes, best, merged) = (without, pages, true);
                break;
            }
        }

        return best;
    }

    // Rows take pages of the smallest class that holds them.
    private static EnginePages Counted(EngineSchedule schedule, IReadOnlyList<int> rowWords, int[] sizes)
    {
        var held = schedule.Passes.Held ?? -1;
        int[] classOf = [.. rowWords.Select((w, i) => i == held ? sizes.Length : Array.FindIndex(sizes, s => s >= w))];
        if (held >= 0)
            sizes = [.. sizes, rowWords[held]];
        int[] taken = new int[sizes.Length], most = new int[sizes.Length];
        foreach (var happening in schedule.Events)
        {
            var which = classOf[happening < 0 ? -1 - happening : happening];
            taken[which] += happening < 0 ? -1 : 1;
            most[which] = Math.Max(most[which], taken[which]);
        }

        return new([.. sizes.Zip(most, (s, m) => new EnginePageClass(s, m))], [.. classOf]);
    }
}
