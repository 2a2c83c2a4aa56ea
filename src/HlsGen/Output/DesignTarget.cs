using FpgaSeg.Boards;

namespace FpgaSeg.HlsGen.Output;

/// <summary>What a design is for.</summary>
internal sealed record DesignTarget(string ModelId, BoardDescription Board, HlsOptions Options)
{
    public long ClockHz => Options.ClockHz ?? Board.ClockHz;

    /// <summary>Whether Vitis HLS and Vivado build for the part.</summary>
    public bool HasVendorTools => Board.Family == "xc7";

    public int DspBudget => Options.MaxDsp ?? Board.Resources.Dsp;
}
