namespace FpgaSeg.Boards.Tests;

/// <summary>The blocks of each family, against the shapes of the vendors' guides written out here.</summary>
public class DeviceFamilyTests
{
    private const string Ram36 = "32768x1 16384x2 8192x4 4096x9 2048x18 1024x36";
    private const string Ram18 = "16384x1 8192x2 4096x4 2048x9 1024x18";

    public static TheoryData<string> Names => [.. DeviceFamilies.All.Select(f => f.Name)];

    [Fact]
    public void Names_are_ordered_and_found()
    {
        Assert.Equal(["ecp5", "gw2a", "xc7"], DeviceFamilies.All.Select(f => f.Name));
        Assert.All(DeviceFamilies.All, f => Assert.Same(f, DeviceFamilies.Find(f.Name)));
        Assert.Null(DeviceFamilies.Find("XC7"));
    }

    [Theory]
    [InlineData("xc7", 36864, Ram36 + " 512x72", Ram36)]
    [InlineData("ecp5", 18432, Ram18 + " 512x36", Ram18)]
    [InlineData("gw2a", 18432, Ram18 + " 512x36", Ram18)]
    public void Block_RAM_has_the_shapes_of_the_guide(string name, int bits, string simple, string dual)
    {
        var ram = DeviceFamilies.Find(name)!.BlockRam;
        Assert.Equal((bits, simple, dual, 1), (ram.Bits, Text(ram.SimpleDualPort), Text(ram.TrueDualPort), ram.ReadLatency));
    }

    [Fact]
    public void A_RAMB36_is_two_RAMB18()
    {
        var whole = DeviceFamilies.Find("xc7")!.BlockRam;
        var half = whole.Half!;
        Assert.Equal(("RAMB18E1", 18432, Ram18 + " 512x36", Ram18), (half.Primitive, half.Bits, Text(half.SimpleDualPort), Text(half.TrueDualPort)));
        Assert.Null(half.Half);
        Assert.Equal(whole.Bits, 2 * half.Bits);
        Assert.All(DeviceFamilies.All.Where(f => f.Name != "xc7"), f => Assert.Null(f.BlockRam.Half));
    }

    /// <summary>A shape uses every bit, or all but the ninth of every byte where its words have none.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Depth_times_width_is_the_primitive(string name)
    {
        for (var ram = DeviceFamilies.Find(name)!.BlockRam; ram is not null; ram = ram.Half)
        {
            foreach (var shape in ram.SimpleDualPort.Concat(ram.TrueDualPort))
                Assert.Equal(shape.Width % 9 == 0 ? ram.Bits : ram.Bits / 9 * 8, shape.Depth * shape.Width);
            Assert.Equal(ram.SimpleDualPort.Length, ram.TrueDualPort.Length + 1);
        }
    }

    [Theory]
    [InlineData("xc7", "RAM128X1D 128x1 4, RAM64M 64x3 4, RAM32M 32x6 4", "SRLC32E 32x1 1, SRL16E 16x2 1")]
    [InlineData("ecp5", "DPR16X4C 16x4 6", "")]
    [InlineData("gw2a", "RAM16SDP4 16x4 8", "")]
    public void Tables_store_the_shapes_of_the_guide(string name, string memories, string shiftRegisters)
    {
        var ram = DeviceFamilies.Find(name)!.LutRam;
        Assert.Equal((memories, shiftRegisters), (Text(ram.SimpleDualPort), Text(ram.ShiftRegisters)));
        Assert.Equal(1 << DeviceFamilies.Find(name)!.LutInputs, ram.BitsPerLut);
        Assert.All(ram.SimpleDualPort.Concat(ram.ShiftRegisters), m => Assert.True(m.Shape.Bits <= m.Luts * ram.BitsPerLut));
    }

    [Theory]
    [InlineData("xc7", 6, 25, 18, 48, 1, 1)]
    [InlineData("ecp5", 4, 18, 18, 54, 2, 2)]
    [InlineData("gw2a", 4, 18, 18, 54, 2, 2)]
    public void Multipliers_are_those_of_the_guide(string name, int lutInputs, int a, int b, int accumulator, int sharing, int halves)
    {
        var family = DeviceFamilies.Find(name)!;
        var block = family.Multiplier;
        Assert.Equal(lutInputs, family.LutInputs);
        Assert.Equal((a, b, true), (block.ABits, block.BBits, block.PreAdder));
        Assert.Equal((accumulator, sharing, halves), (block.AccumulatorBits, block.MultipliersPerAccumulator, block.HalfWidthProducts));
        Assert.True(block.AccumulatorBits >= block.ABits + block.BBits);
    }

    private static string Text(IEnumerable<MemoryShape> shapes) => string.Join(' ', shapes.Select(s => $"{s.Depth}x{s.Width}"));

    private static string Text(IEnumerable<LutMemory> memories) =>
        string.Join(", ", memories.Select(m => $"{m.Primitive} {m.Shape.Depth}x{m.Shape.Width} {m.Luts}"));
}
