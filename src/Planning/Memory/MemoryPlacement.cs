using System.Collections.Immutable;
using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Memory;

/// <summary>
/// Chooses between block RAM and look-up tables for every memory of a design. First each takes what is cheaper at the device's own
/// ratio of tables to block RAM. Where block RAM does not suffice, memories move to tables, those first that cost the fewest tables per unit
/// gained, as long as a fifth of the device's tables is left for memories; what still does not fit stays, and the plan says so.
/// </summary>
public static class MemoryPlacement
{
    private const int ShareOfTables = 5;

    /// <summary>Look-up tables of a device that memories may take.</summary>
    public static int MostTables(DeviceResources resources) => resources.Lut / ShareOfTables;

    /// <summary>One plan per need, same order; equal arguments give equal plans.</summary>
    public static ImmutableArray<MemoryPlan> Place(IReadOnlyList<MemoryNeed> needs, DeviceFamily family, DeviceResources resources)
    {
        var units = resources.BlockRam * BlockRamTiling.UnitsPerBlock(family.BlockRam);
        var both = needs.Select(n => (Need: n, Units: n.Copies * BlockRamTiling.Units(family.BlockRam, n.Shape), Luts: n.Copies * Tables(family, n))).ToArray();
        var inTables = both.Select(m => m.Need.Use == MemoryUse.Immediate || (long)m.Luts * units <= (long)m.Units * resources.Lut).ToArray();
        var excess = Enumerable.Range(0, both.Length).Where(i => !inTables[i]).Sum(i => both[i].Units) - units;
        var left = MostTables(resources) - Enumerable.Range(0, both.Length).Where(i => inTables[i]).Sum(i => both[i].Luts);
        var cheapest = Enumerable.Range(0, both.Length).Where(i => !inTables[i]).OrderBy(i => (double)both[i].Luts / both[i].Units).ThenBy(i => i).ToList();
        foreach (var i in cheapest)
        {
            if (excess <= 0 || both[i].Luts > left)
                continue;
            (inTables[i], excess, left) = (true, excess - both[i].Units, left - both[i].Luts);
        }

        return [.. both.Select((m, i) => inTables[i] ? new MemoryPlan(m.Need, 0, m.Luts) : new MemoryPlan(m.Need, m.Units, 0))];
    }

    private static int Tables(DeviceFamily family, MemoryNeed need) => need.Use switch
    {
        MemoryUse.Rom => LutTiling.Rom(family, need.Shape),
        MemoryUse.Fifo => LutTiling.Queue(family, need.Shape),
        _ => LutTiling.Ram(family, need.Shape),
    };
}
