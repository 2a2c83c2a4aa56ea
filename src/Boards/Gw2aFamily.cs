namespace FpgaSeg.Boards;

/// <summary>Gowin GW2A (DS102, UG285 block RAM, UG287 multipliers, UG288 logic). The clock bound is ours, not Gowin's.</summary>
internal static class Gw2aFamily
{
    private const int DataBits = 16 << 10;
    private const int Bits = 18 << 10;

    public static DeviceFamily Value { get; } = new(
        "gw2a",
        "Gowin GW2A",
        LutInputs: 4,
        MaxClockHz: 200_000_000,
        // A macro is two multipliers and one ALU54.
        new Multiplier("MULT18X18", ABits: 18, BBits: 18, PreAdder: true, AccumulatorBits: 54, MultipliersPerAccumulator: 2, HalfWidthProducts: 2),
        new BlockRam(
            "BSRAM",
            Bits,
            [.. MemoryShape.Of(DataBits, 1, 2, 4), .. MemoryShape.Of(Bits, 9, 18, 36)],
            [.. MemoryShape.Of(DataBits, 1, 2, 4), .. MemoryShape.Of(Bits, 9, 18)],
            ReadLatency: 1,
            Half: null),
        // The memory fills a CFU of eight tables: four store, two hold the write port, and the open placer leaves the last two empty.
        new LutRam(16, [new LutMemory("RAM16SDP4", new MemoryShape(16, 4), Luts: 8)], []),
        // DS102, PLL switching characteristics, grade C8.
        new ClockGenerator(
            "rPLL", (3e6, 500e6), (500e6, 1250e6),
            [.. Enumerable.Range(1, 64)], [.. Enumerable.Range(1, 64).Select(m => 8 * m)], [.. new[] { 2, 4, 8, 16, 32, 48, 64, 80, 96, 112, 128 }.Select(o => 8 * o)],
            IsFeedbackBehindOutput: true));
}
