using System.Collections.Immutable;
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
        var columns = Columns(ram).Select(c => (c.Width, Cost: c.Units * ((shape.Depth + c.Depth - 1) / c.Depth))).ToArray();
        var fewest = new int[shape.Width + 1];
        for (var width = 1; width <= shape.Width; width++)
            fewest[width] = columns.Min(c => c.Cost + fewest[Math.Max(0, width - c.Width)]);
        return fewest[shape.Width];
    }

    // A whole block adds shapes that two halves beside or above each other do not have.
    private static ImmutableArray<(int Depth, int Width, int Units)> Columns(BlockRam ram) =>
    [
        .. (ram.Half?.SimpleDualPort ?? []).Select(s => (s.Depth, s.Width, 1)),
        .. ram.SimpleDualPort.Select(s => (s.Depth, s.Width, UnitsPerBlock(ram))),
    ];
}
