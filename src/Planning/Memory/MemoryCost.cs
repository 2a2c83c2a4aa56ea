using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Memory;

/// <summary>A memory as one thing or the other.</summary>
/// <param name="Need">The memory.</param>
/// <param name="Units">Units of block RAM of all its copies.</param>
/// <param name="Luts">Tables of all its copies.</param>
internal sealed record MemoryCost(MemoryNeed Need, int Units, int Luts)
{
    /// <summary>Tables that go for a unit.</summary>
    public double LutsPerUnit => (double)Luts / Units;

    /// <summary>A memory on a family's primitives.</summary>
    public static MemoryCost Of(MemoryNeed need, DeviceFamily family) =>
        new(need, need.Copies * BlockRamTiling.Units(family.BlockRam, need.Shape), need.Copies * Tables(family, need));

    /// <summary>Its worth where a unit is worth so many tables; what is read in the cycle of its address is never block RAM.</summary>
    public int At(int tablesPerUnit) => Need.Use == MemoryUse.Immediate ? Luts : Math.Min(Luts, Units * tablesPerUnit);

    private static int Tables(DeviceFamily family, MemoryNeed need) => need.Use switch
    {
        MemoryUse.Rom => LutTiling.Rom(family, need.Shape),
        MemoryUse.Fifo => LutTiling.Queue(family, need.Shape),
        _ => LutTiling.Ram(family, need.Shape),
    };
}
