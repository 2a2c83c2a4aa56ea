using System.Collections.Immutable;
using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Memory;

/// <summary>Look-up tables that a small memory takes when it is made of them.</summary>
public static class LutTiling
{
    /// <summary>With one write port and one read port that reads in the same cycle; the choice between primitives above each other included.</summary>
    public static int Ram(DeviceFamily family, MemoryShape shape) =>
        family.LutRam.SimpleDualPort.Min(p => Stacked(family, shape, p));

    /// <summary>As a first-in first-out queue: shift registers where the family has them, else a memory.</summary>
    public static int Queue(DeviceFamily family, MemoryShape shape) =>
        family.LutRam.ShiftRegisters.IsEmpty ? Ram(family, shape) : family.LutRam.ShiftRegisters.Min(p => Stacked(family, shape, p));

    /// <summary>Constants: a table of as many inputs as a word's number has bits, per bit of the word.</summary>
    public static int Rom(DeviceFamily family, MemoryShape shape)
    {
        var tables = (shape.Depth + (1 << family.LutInputs) - 1) >> family.LutInputs;
        return shape.Width * (tables + Selectors(family, tables));
    }

    private static int Stacked(DeviceFamily family, MemoryShape shape, LutMemory primitive)
    {
        int rows = Up(shape.Depth, primitive.Shape.Depth), columns = Up(shape.Width, primitive.Shape.Width);
        return (rows * columns * primitive.Luts) + (shape.Width * Selectors(family, rows));
    }

    // One bit out of n: a table of 6 inputs chooses among 4, one of 4 inputs among 2.
    private static int Selectors(DeviceFamily family, int n)
    {
        var ways = family.LutInputs >= 6 ? 4 : 2;
        var luts = 0;
        for (; n > 1; n = Up(n, ways))
            luts += Up(n, ways);
        return luts;
    }

    private static int Up(int n, int parts) => (n + parts - 1) / parts;
}
