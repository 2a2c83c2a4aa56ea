using FpgaSeg.Boards;
using FpgaSeg.Planning.Memory;

namespace FpgaSeg.Planning.Tests;

/// <summary>Memories cut into primitives by hand.</summary>
public sealed class TilingTests
{
    private static readonly DeviceFamily Artix = DeviceFamilies.Find("xc7")!;
    private static readonly DeviceFamily Ecp5 = DeviceFamilies.Find("ecp5")!;

    [Theory]
    [InlineData(512, 36, 1)] // one RAMB18
    [InlineData(512, 72, 2)]
    [InlineData(256, 128, 4)] // depth is wasted: four of 512x36
    [InlineData(1024, 32, 2)] // the same bits, narrow: two of 1Kx18
    [InlineData(1032, 32, 3)] // 8 words more: 512x36, three high
    [InlineData(524288, 8, 256)] // the longest skip of CMUNeXt-XXS as bytes: parity bits idle
    [InlineData(65536, 64, 228)] // as pixels: 7 columns of nine bits, 32 high, and one of a single bit, 4 high
    [InlineData(65536, 32, 116)] // at 4 bits: 3 columns of nine bits (96), one of four (16), one of a single bit (4)
    public void Xc7_in_halves_of_a_block(int depth, int width, int halves) =>
        Assert.Equal(halves, BlockRamTiling.Units(Artix.BlockRam, new MemoryShape(depth, width)));

    [Theory]
    [InlineData(512, 36, 1)]
    [InlineData(1024, 32, 2)]
    [InlineData(65536, 32, 116)]
    public void Ecp5_in_blocks(int depth, int width, int blocks) => Assert.Equal(blocks, BlockRamTiling.Units(Ecp5.BlockRam, new MemoryShape(depth, width)));

    /// <summary>No cut beats the bits, and none that an exhaustive search over one shape for the whole memory finds.</summary>
    [Fact]
    public void Tiling_is_never_worse_than_one_shape_and_never_better_than_the_bits()
    {
        foreach (var family in DeviceFamilies.All)
        {
            var unitBits = family.BlockRam.Bits / BlockRamTiling.UnitsPerBlock(family.BlockRam);
            foreach (var (depth, width) in from d in new[] { 1, 31, 512, 513, 1000, 4096, 70000 } from w in Enumerable.Range(1, 150) select (d, w))
            {
                var units = BlockRamTiling.Units(family.BlockRam, new MemoryShape(depth, width));
                var single = (family.BlockRam.Half ?? family.BlockRam).SimpleDualPort.Min(s => (depth + s.Depth - 1) / s.Depth * ((width + s.Width - 1) / s.Width));
                Assert.InRange(units, ((long)depth * width + unitBits - 1) / unitBits, single);
            }
        }
    }

    [Theory]
    [InlineData(16, 32, 24)] // six RAM32M
    [InlineData(64, 8, 12)]  // three RAM64M
    [InlineData(128, 8, 32)] // eight RAM128X1D, or two rows of RAM64M (24) and 8 selectors
    public void Xc7_in_look_up_tables(int depth, int width, int luts) => Assert.Equal(luts, LutTiling.Ram(Artix, new MemoryShape(depth, width)));

    [Theory]
    [InlineData(2, 64, 32)]  // two bits per SRL16E
    [InlineData(32, 8, 8)]   // one bit per SRLC32E
    [InlineData(33, 8, 20)]  // three high of SRL16E (12), and a selector per bit
    public void Xc7_queues(int depth, int width, int luts) => Assert.Equal(luts, LutTiling.Queue(Artix, new MemoryShape(depth, width)));

    [Theory]
    [InlineData(64, 8, 8)]
    [InlineData(72, 32, 96)] // two tables and a selector per bit
    [InlineData(256, 8, 40)] // four tables and a selector
    public void Xc7_constants(int depth, int width, int luts) => Assert.Equal(luts, LutTiling.Rom(Artix, new MemoryShape(depth, width)));
}
