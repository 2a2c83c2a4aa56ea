using System.Collections.Immutable;
using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Memory;

/// <summary>
/// Chooses between block RAM and look-up tables for every memory of a design. First each takes what is cheaper at the device's own
/// ratio of tables to block RAM. Where block RAM does not suffice, memories move to tables, those first that cost the fewest tables per unit
/// gained, as long as the tables that memories may take suffice; what still does not fit stays, and the plan says so. Where block RAM is left, memories
/// move there from tables, those first that free the most tables per unit.
/// </summary>
public static class MemoryPlacement
{
    private const int ShareOfTables = 8;

    // An engine leaves most tables to them.
    private const int ShareBesideEngine = 3;

    // A unit of block RAM is not spent for less.
    private const int LeastTablesPerUnit = 24;

    /// <summary>Look-up tables of a device that memories may take.</summary>
    public static int MostTables(DeviceResources resources) => resources.Lut / ShareOfTables;

    /// <summary>The same where one datapath serves all operators.</summary>
    public static int MostTablesBesideEngine(DeviceResources resources) => resources.Lut / ShareBesideEngine;

    /// <summary>One plan per need, same order; equal arguments give equal plans.</summary>
    /// <param name="needs">The memories.</param>
    /// <param name="family">Its primitives.</param>
    /// <param name="resources">What the device has.</param>
    /// <param name="units">Block RAM units that may be used, all of them where that frees tables; null: those of the device, as few as the ratio asks for.</param>
    /// <param name="mostTables">Look-up tables that memories may take; null: <see cref="MostTables"/>.</param>
    public static ImmutableArray<MemoryPlan> Place(IReadOnlyList<MemoryNeed> needs, DeviceFamily family, DeviceResources resources, int? units = null, int? mostTables = null)
    {
        var all = resources.BlockRam * BlockRamTiling.UnitsPerBlock(family.BlockRam);
        var both = needs.Select(n => MemoryCost.Of(n, family)).ToArray();
        var inTables = both.Select(m => m.Need.Use == MemoryUse.Immediate || (long)m.Luts * all <= (long)m.Units * resources.Lut).ToArray();
        var left = (units ?? all) - Enumerable.Range(0, both.Length).Where(i => !inTables[i]).Sum(i => both[i].Units);
        if (left < 0)
            ToTables(both, inTables, -left, mostTables ?? MostTables(resources));
        else if (units is not null)
            ToBlockRam(both, inTables, left);
        return [.. both.Select((m, i) => inTables[i] ? new MemoryPlan(m.Need, 0, m.Luts) : new MemoryPlan(m.Need, m.Units, 0))];
    }

    private static void ToTables(MemoryCost[] memories, bool[] inTables, int excess, int mostTables)
    {
        var left = mostTables - memories.Where((_, i) => inTables[i]).Sum(m => m.Luts);
        foreach (var i in Enumerable.Range(0, memories.Length).Where(i => !inTables[i]).OrderBy(i => memories[i].LutsPerUnit).ThenBy(i => i).ToList())
        {
            if (excess <= 0 || memories[i].Luts > left)
                continue;
            (inTables[i], excess, left) = (true, excess - memories[i].Units, left - memories[i].Luts);
        }
    }

    private static void ToBlockRam(MemoryCost[] memories, bool[] inTables, int left)
    {
        var movable = Enumerable.Range(0, memories.Length)
            .Where(i => inTables[i] && memories[i].Need.Use != MemoryUse.Immediate && memories[i].LutsPerUnit >= LeastTablesPerUnit);
        foreach (var i in movable.OrderByDescending(i => memories[i].LutsPerUnit).ThenBy(i => i).ToList())
        {
            if (memories[i].Units <= left)
                (inTables[i], left) = (false, left - memories[i].Units);
        }
    }
}
