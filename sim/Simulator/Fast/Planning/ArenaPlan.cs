using FpgaSeg.Simulator.Fast.Rows;
using FpgaSeg.Simulator.Fast.Stages;

namespace FpgaSeg.Simulator.Fast.Planning;

/// <summary>Where each map lies: maps that are never needed at the same time share memory.</summary>
internal sealed class ArenaPlan
{
    /// <param name="layouts">Of every node's map.</param>
    /// <param name="stages">In the order in which they run.</param>
    /// <param name="keepAll">Whether every map must survive to the end.</param>
    public ArenaPlan(MapLayout[] layouts, IReadOnlyList<Stage> stages, bool keepAll)
    {
        Offsets = new long[layouts.Length];
        Array.Fill(Offsets, -1);
        var lifetimes = Lifetimes(layouts.Length, stages, keepAll);
        var placed = new List<(int Node, long Offset, long Size)>();
        foreach (var node in Enumerable.Range(0, layouts.Length).Where(n => lifetimes[n].Last >= 0))
        {
            var size = (layouts[node].Size + RowKernels.Alignment - 1) / RowKernels.Alignment * RowKernels.Alignment;
            var neighbours = placed.Where(p => Overlap(lifetimes[p.Node], lifetimes[node])).OrderBy(p => p.Offset);
            var offset = 0L;
            foreach (var (_, at, length) in neighbours)
            {
                if (offset + size <= at)
                    break;
                offset = Math.Max(offset, at + length);
            }

            placed.Add((node, offset, size));
            (Offsets[node], Bytes) = (offset, Math.Max(Bytes, offset + size));
        }
    }

    /// <summary>Offset of each node's map; -1 where a node has none.</summary>
    public long[] Offsets { get; }

    /// <summary>Size of the arena.</summary>
    public long Bytes { get; }

    private static (int First, int Last)[] Lifetimes(int nodes, IReadOnlyList<Stage> stages, bool keepAll)
    {
        var lifetimes = Enumerable.Repeat((First: int.MaxValue, Last: -1), nodes).ToArray();
        lifetimes[0] = (0, keepAll ? stages.Count : 0);
        for (var s = 0; s < stages.Count; s++)
        {
            foreach (var written in stages[s].Writes)
                lifetimes[written] = (s, keepAll ? stages.Count : s);
            foreach (var read in stages[s].Reads)
                lifetimes[read].Last = Math.Max(lifetimes[read].Last, s);
        }

        lifetimes[^1].Last = stages.Count;
        return lifetimes;
    }

    private static bool Overlap((int First, int Last) a, (int First, int Last) b) => a.First <= b.Last && b.First <= a.Last;
}
