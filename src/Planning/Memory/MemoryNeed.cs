using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Memory;

/// <summary>What a memory is for.</summary>
public enum MemoryUse
{
    /// <summary>Constants: weights, multipliers, tables.</summary>
    Rom,

    /// <summary>Rows of a map that a window or an interpolation still needs.</summary>
    Lines,

    /// <summary>Words read in the cycle of their address, such as the newest pixels of a window.</summary>
    Immediate,

    /// <summary>A stream's tokens.</summary>
    Fifo,
}

/// <summary>A memory that a stage or stream needs: one word is written per cycle, one is read.</summary>
/// <param name="Name">Name within its stage.</param>
/// <param name="Shape">Words and bits of a word.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Reads">Words read per cycle: a memory with more than one is kept as often.</param>
/// <param name="Banks">Memories of this shape, each with its own addresses; all of them have one place.</param>
public sealed record MemoryNeed(string Name, MemoryShape Shape, MemoryUse Use, int Reads = 1, int Banks = 1)
{
    /// <summary>How often the shape is built.</summary>
    public int Copies => Reads * Banks;
}
