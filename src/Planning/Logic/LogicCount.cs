namespace FpgaSeg.Planning.Logic;

/// <summary>Tables and flip-flops on their way to an estimate.</summary>
/// <param name="Data">Tables of the data path.</param>
/// <param name="Control">Tables that count and address, numbers as wide as they must be.</param>
/// <param name="IntControl">The same where they have 32 bits.</param>
/// <param name="FlipFlops">Registers.</param>
internal readonly record struct LogicCount(double Data, double Control, double IntControl, double FlipFlops)
{
    public static LogicCount operator +(LogicCount a, LogicCount b) =>
        new(a.Data + b.Data, a.Control + b.Control, a.IntControl + b.IntControl, a.FlipFlops + b.FlipFlops);

    public static LogicCount operator *(double times, LogicCount a) => new(times * a.Data, times * a.Control, times * a.IntControl, times * a.FlipFlops);

    /// <summary>Tables of the data path, and the register behind them.</summary>
    public static LogicCount OfData(double luts, double flipFlops = 0) => new(luts, 0, 0, flipFlops);
}
