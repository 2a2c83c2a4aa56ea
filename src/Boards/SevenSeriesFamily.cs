using System.Collections.Immutable;

namespace FpgaSeg.Boards;

/// <summary>AMD/Xilinx Artix-7 and Zynq-7000 (UG473 block RAM, UG474 logic, UG479 multipliers, DS181 and DS187 timing).</summary>
internal static class SevenSeriesFamily
{
    private static readonly BlockRam Half = Ram("RAMB18E1", 16 << 10);

    public static DeviceFamily Value { get; } = new(
        "xc7",
        "Xilinx 7 series",
        LutInputs: 6,
        // Least period of RAMB36E1 at speed grade -1: 2.576 ns.
        MaxClockHz: 388_198_000,
        new Multiplier("DSP48E1", ABits: 25, BBits: 18, PreAdder: true, AccumulatorBits: 48, MultipliersPerAccumulator: 1, HalfWidthProducts: 1),
        Ram("RAMB36E1", 32 << 10) with { Half = Half },
        new LutRam(64, Memories, ShiftRegisters),
        // UG472 and DS181, grade -1: steps of an eighth, of which the output divider skips those between 1 and 2.
        new ClockGenerator(
            "MMCME2_BASE", (10e6, 450e6), (600e6, 1200e6),
            [.. Enumerable.Range(1, 106)], [.. Enumerable.Range(16, 497)], [8, .. Enumerable.Range(16, 1009)], IsFeedbackBehindOutput: false));

    private static ImmutableArray<LutMemory> Memories =>
    [
        // One of the four tables carries the write address of the other three.
        new("RAM128X1D", new MemoryShape(128, 1), Luts: 4),
        new("RAM64M", new MemoryShape(64, 3), Luts: 4),
        new("RAM32M", new MemoryShape(32, 6), Luts: 4),
    ];

    private static ImmutableArray<LutMemory> ShiftRegisters =>
    [
        new("SRLC32E", new MemoryShape(32, 1), Luts: 1),
        new("SRL16E", new MemoryShape(16, 2), Luts: 1),
    ];

    // A simple dual port of twice the widest true dual port uses the data pins of both ports; the other shapes are the same in both modes.
    private static BlockRam Ram(string primitive, int dataBits)
    {
        var widest = dataBits / 1024 / 16 * 18;
        var parityBits = dataBits / 8 * 9;
        var both = MemoryShape.Of(dataBits, 1, 2, 4).AddRange(MemoryShape.Of(parityBits, widest == 36 ? [9, 18, 36] : [9, 18]));
        return new BlockRam(primitive, parityBits, both.Add(new MemoryShape(parityBits / widest / 2, widest * 2)), both, ReadLatency: 1, Half: null);
    }
}
