using FpgaSeg.Boards;
using FpgaSeg.Planning.Memory;

namespace FpgaSeg.Planning.Tests;

/// <summary>Where memories go: by hand on a device of 100 tables per block RAM half.</summary>
public sealed class MemoryPlacementTests
{
    private static readonly DeviceFamily Artix = DeviceFamilies.Find("xc7")!;
    private static readonly DeviceResources Small = new(Dsp: 1, BlockRam: 2, Lut: 400, LutRam: 100, FlipFlops: 800);

    /// <summary>64 words of 8 bits are 12 tables, less than the 100 that a half is worth; 512 words of 36 bits are far more.</summary>
    [Fact]
    public void A_memory_takes_what_is_cheaper_at_the_ratio_of_the_device()
    {
        var plans = MemoryPlacement.Place([Lines(64, 8), Lines(512, 36)], Artix, Small);
        Assert.Equal([(0, 12), (1, 0)], plans.Select(p => (p.Units, p.Luts)));
    }

    /// <summary>One memory of a half each too many: the one of 128 words of 18 bits costs the fewest tables: two rows of six RAM64M and 18 selectors.</summary>
    [Fact]
    public void The_cheapest_memory_makes_room_where_block_RAM_runs_out()
    {
        var device = Small with { BlockRam = 20, Lut = 2000 };
        var needs = Enumerable.Range(0, 41).Select(i => i == 3 ? Lines(128, 18) : Lines(512, 36)).ToList();
        var plans = MemoryPlacement.Place(needs, Artix, device);
        Assert.Equal(3, Assert.Single(Enumerable.Range(0, 41), i => !plans[i].IsBlockRam));
        Assert.Equal(66, plans[3].Luts);
    }

    /// <summary>Block RAM that is left takes what frees most tables: 66, which would be cheaper at the device's ratio, but not 12.</summary>
    [Fact]
    public void Block_RAM_that_is_left_is_used()
    {
        Assert.Equal([(1, 0), (0, 12)], MemoryPlacement.Place([Lines(128, 18), Lines(64, 8)], Artix, Small, units: 4).Select(p => (p.Units, p.Luts)));
        Assert.Equal([(0, 66)], MemoryPlacement.Place([Lines(128, 18)], Artix, Small, units: 0).Select(p => (p.Units, p.Luts)));
    }

    /// <summary>Only an eighth of the tables is for memories: what does not fit stays in block RAM, and the plan exceeds the device.</summary>
    [Fact]
    public void What_fits_nowhere_stays_in_block_RAM()
    {
        var plans = MemoryPlacement.Place([.. Enumerable.Repeat(Lines(512, 36), 6)], Artix, Small);
        Assert.Equal(6, plans.Sum(p => p.Units));
    }

    /// <summary>Words that are read in the cycle of their address cannot be in block RAM.</summary>
    [Fact]
    public void Immediate_words_are_never_in_block_RAM()
    {
        var plan = Assert.Single(MemoryPlacement.Place([new MemoryNeed("recent", new MemoryShape(512, 36), MemoryUse.Immediate)], Artix, Small));
        Assert.False(plan.IsBlockRam);
    }

    private static MemoryNeed Lines(int depth, int width) => new("lines", new MemoryShape(depth, width), MemoryUse.Lines);
}
