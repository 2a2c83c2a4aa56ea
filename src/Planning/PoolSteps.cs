using System.Collections.Immutable;
using FpgaSeg.Graph;

namespace FpgaSeg.Planning;

/// <summary>
/// How average_pool2d.hpp goes along one axis: a step per source, and one more for every bin that ends at the same source as the bin
/// before it, so that each step completes one bin at most. Bin i has place i % Bins.
/// </summary>
/// <param name="Bins">Most bins that share a source.</param>
/// <param name="Lengths">The numbers of sources that bins have, ascending; a kind is an index of this list.</param>
/// <param name="Kinds">Kind of every bin.</param>
public sealed record PoolSteps(ImmutableArray<PoolStep> Steps, int Bins, ImmutableArray<int> Lengths, ImmutableArray<int> Kinds)
{
    /// <summary>Most bins of an axis that may share a source: a step has a bit for each.</summary>
    public const int MostBins = 64;

    /// <summary>Bits of a kind: an axis is at most 4096 long.</summary>
    public const int KindBits = 12;

    /// <summary>Bits of a step's word: whether it reads, whether a bin is done, two bits per place, and the kind.</summary>
    public static int StepBits(int bins) => 2 + (2 * bins) + KindBits;

    /// <summary>Most bins of <paramref name="axis"/> that share a source.</summary>
    public static int BinsOf(PoolAxis axis)
    {
        // Bins start and end in order: those that share a source with bin i and come before it end after its start.
        var (most, oldest) = (1, 0);
        for (var i = 0; i < axis.OutputSize; i++)
        {
            while (oldest < i && axis.Bin(oldest).End <= axis.Bin(i).Start)
                oldest++;
            most = Math.Max(most, i - oldest + 1);
        }

        return most;
    }

    /// <summary>The steps of an axis whose bins all have sources.</summary>
    public static PoolSteps Of(PoolAxis axis)
    {
        var bins = BinsOf(axis);
        ImmutableArray<int> all = [.. Enumerable.Range(0, axis.OutputSize)];
        ImmutableArray<int> lengths = [.. all.Select(axis.Length).Distinct().Order()];
        ImmutableArray<int> kinds = [.. all.Select(i => lengths.IndexOf(axis.Length(i)))];
        var steps = ImmutableArray.CreateBuilder<PoolStep>();
        for (int source = 0, open = 0; source < axis.InputSize; source++)
        {
            ulong adds = 0, starts = 0;
            for (var i = open; i < axis.OutputSize && axis.Bin(i).Start <= source; i++)
            {
                adds |= 1UL << (i % bins);
                starts |= axis.Bin(i).Start == source ? 1UL << (i % bins) : 0;
            }

            var first = open;
            while (open < axis.OutputSize && axis.Bin(open).End == source + 1)
                open++;
            steps.Add(new PoolStep(Reads: true, open > first, adds, starts, open > first ? kinds[first] : 0));
            for (var i = first + 1; i < open; i++)
                steps.Add(new PoolStep(Reads: false, IsDone: true, 0, 0, kinds[i]));
        }

        return new PoolSteps(steps.ToImmutable(), bins, lengths, kinds);
    }
}

/// <summary>One step along an axis.</summary>
/// <param name="Reads">Whether the next source is read.</param>
/// <param name="IsDone">Whether the oldest bin is then complete.</param>
/// <param name="Adds">Places whose bins the source belongs to, a bit each.</param>
/// <param name="Starts">Those where it is the bin's first.</param>
/// <param name="Kind">Kind of the complete bin, else 0.</param>
public readonly record struct PoolStep(bool Reads, bool IsDone, ulong Adds, ulong Starts, int Kind);
