using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Memory;

/// <summary>
/// Cuts a memory into block RAM primitives. The word is cut into columns; each column is made of primitives of one shape, one above the
/// other. Ports are counted by taking only shapes with one read and one write port.
/// </summary>
public static class BlockRamTiling
{
    /// <summary>Primitives per counted block: two where the block splits into halves that serve different memories.</summary>
    public static int UnitsPerBlock(BlockRam ram) => ram.Half is null ? 1 : 2;

    /// <summary>Fewest units (halves where the block splits, else blocks) that hold <paramref name="shape"/>.</summary>
    public static int Units(BlockRam ram, MemoryShape shape)
    {
        // Planning asks this of every memory of every folding: loops, no queries.
        var columns = Columns(ram, shape.Depth);
        var fewest = new int[shape.Width + 1];
        for (var width = 1; width <= shape.Width; width++)
        {
            var least = int.MaxValue;
            foreach (var column in columns)
                least = Math.Min(least, column.Units + fewest[Math.Max(0, width - column.Width)]);
            fewest[width] = least;
        }

        return fewest[shape.Width];
    }

    // A column of every shape, so many words deep. A whole block adds shapes that two halves beside or above each other do not have.
    private static (int Width, int Units)[] Columns(BlockRam ram, int depth)
    {
        var halves = ram.Half?.SimpleDualPort ?? [];
        var (columns, next) = (new (int Width, int Units)[halves.Length + ram.SimpleDualPort.Length], 0);
        foreach (var half in halves)
            columns[next++] = (half.Width, (depth + half.Depth - 1) / half.Depth);
        foreach (var whole in ram.SimpleDualPort)
            columns[next++] = (whole.Width, UnitsPerBlock(ram) * ((depth + whole.Depth - 1) / whole.Depth));
        return columns;
    }
}
