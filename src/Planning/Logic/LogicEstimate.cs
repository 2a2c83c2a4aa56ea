using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Logic;

/// <summary>What a stage or a stream takes of look-up tables and flip-flops; memories made of tables are not in it.</summary>
/// <param name="Luts">Tables, most likely.</param>
/// <param name="LutsLow">Fewest.</param>
/// <param name="LutsHigh">Most.</param>
/// <param name="FlipFlops">Flip-flops.</param>
/// <param name="Basis">Where the figures come from.</param>
public sealed record LogicEstimate(int Luts, int LutsLow, int LutsHigh, int FlipFlops, string Basis)
{
    /// <summary>What all estimates are based on.</summary>
    public const string Measured =
        "blocks synthesised with Yosys 0.23 and fitted (eng/logic-model); the range holds whole stages written by hand; its upper end has loop counters of 32 bits and the overhead of a process of a synthesis tool";

    // docs/planning.md, "Error bar": Yosys does worse, and less evenly, with tables of four inputs.
    private static readonly (double Below, double Above) _sixInputs = (0.30, 0.40);
    private static readonly (double Below, double Above) _fourInputs = (0.30, 0.60);

    // Whole stages over the sum of their blocks: what joins the blocks, handshakes above all.
    private const double StageFactor = 1.3;
    private const int ProcessOverhead = 64;
    private const double OpenFlowMultiplier = 2.6;

    /// <summary>The same with multipliers made of tables, which Yosys makes of more than twice as many as vendor tools (<see cref="Foldings.LogicMultiplier"/>).</summary>
    internal LogicEstimate WithMultipliers(int luts) =>
        this with { Luts = Luts + luts, LutsLow = LutsLow + luts, LutsHigh = LutsHigh + (int)Math.Ceiling(OpenFlowMultiplier * luts) };

    /// <summary>The sum of several.</summary>
    public static LogicEstimate Sum(IEnumerable<LogicEstimate> parts) =>
        parts.Aggregate(new LogicEstimate(0, 0, 0, 0, Measured), (a, b) => new(a.Luts + b.Luts, a.LutsLow + b.LutsLow, a.LutsHigh + b.LutsHigh, a.FlipFlops + b.FlipFlops, Measured));

    /// <summary>The estimate of a stage.</summary>
    internal static LogicEstimate OfStage(LogicCount count, DeviceFamily family) => Of((StageFactor * count) with { FlipFlops = count.FlipFlops }, family, ProcessOverhead);

    /// <summary>The estimate of what is no process of its own.</summary>
    internal static LogicEstimate OfPart(LogicCount count, DeviceFamily family) => Of(count, family, 0);

    private static LogicEstimate Of(LogicCount count, DeviceFamily family, int overhead)
    {
        var (below, above) = family.LutInputs >= 6 ? _sixInputs : _fourInputs;
        var luts = count.Data + count.Control;
        return new LogicEstimate(
            (int)Math.Ceiling(luts),
            (int)Math.Floor(luts * (1 - below)),
            (int)Math.Ceiling((count.Data + count.IntControl) * (1 + above)) + overhead,
            (int)Math.Ceiling(count.FlipFlops),
            Measured);
    }
}
