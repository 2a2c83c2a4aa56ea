using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.HlsGen.Output;

/// <summary>What a design is for.</summary>
internal sealed record DesignTarget(string ModelId, BoardDescription Board, PlanOptions Options)
{
    public long ClockHz => Options.ClockOf(Board);

    /// <summary>Whether Vitis HLS and Vivado build for the part.</summary>
    public bool HasVendorTools => Board.Family == "xc7";

    public int DspBudget => Options.DspOf(Board);
}
