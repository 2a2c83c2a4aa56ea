namespace FpgaSeg.Boards;

/// <summary>Lattice ECP5 (FPGA-DS-02012; TN1264 memory, TN1267 multipliers). The clock bound is ours, not Lattice's.</summary>
internal static class Ecp5Family
{
    private const int DataBits = 16 << 10;
    private const int Bits = 18 << 10;

    public static DeviceFamily Value { get; } = new(
        "ecp5",
        "Lattice ECP5",
        LutInputs: 4,
        MaxClockHz: 200_000_000,
        // A slice of the DSP row is two multipliers and one ALU54B.
        new Multiplier("MULT18X18D", ABits: 18, BBits: 18, PreAdder: true, AccumulatorBits: 54, MultipliersPerAccumulator: 2, HalfWidthProducts: 2),
        new BlockRam(
            "DP16KD",
            Bits,
            [.. MemoryShape.Of(DataBits, 1, 2, 4), .. MemoryShape.Of(Bits, 9, 18, 36)],
            [.. MemoryShape.Of(DataBits, 1, 2, 4), .. MemoryShape.Of(Bits, 9, 18)],
            ReadLatency: 1,
            Half: null),
        // Two slices store, a third of the same PFU gives up its two tables to the write port.
        new LutRam(16, [new LutMemory("DPR16X4C", new MemoryShape(16, 4), Luts: 6)], []),
        // FPGA-DS-02012, sysCLOCK PLL timing.
        new ClockGenerator(
            "EHXPLLL", (3.125e6, 400e6), (400e6, 800e6),
            [.. Enumerable.Range(1, 128)], [.. Enumerable.Range(1, 128).Select(m => 8 * m)], [.. Enumerable.Range(1, 128).Select(o => 8 * o)], IsFeedbackBehindOutput: true));
}
