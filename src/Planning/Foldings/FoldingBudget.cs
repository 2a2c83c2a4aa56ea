using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;
using FpgaSeg.Planning.Memory;

namespace FpgaSeg.Planning.Foldings;

/// <summary>A folding with the look-up tables of its logic, its multipliers included where they are made of them.</summary>
internal sealed record FoldingCost(Folding Folding, int Luts);

/// <summary>What the foldings may use.</summary>
/// <param name="Dsp">DSP blocks.</param>
/// <param name="Luts">Look-up tables of the stages' logic.</param>
/// <param name="DeviceDsp">DSP blocks of the device: with its tables, the rate at which one is exchanged for the other.</param>
/// <param name="DeviceLuts">Look-up tables of the device.</param>
internal sealed record FoldingBudget(int Dsp, int Luts, int DeviceDsp, int DeviceLuts)
{
    /// <summary>
    /// The budget on a board: of the tables that a design may take, those that memories may not, and not what a controller takes where skips may
    /// go to memory beside the chip.
    /// </summary>
    public static FoldingBudget Of(BoardDescription board, int dsp)
    {
        var left = board.Resources.Lut - Reserved.Of(Resource.Lut, board, ExternalChoice.IsOffered(board));
        var usable = (int)(left * Reserved.UsableShareOfTables) - MemoryPlacement.MostTables(board.Resources);
        return new FoldingBudget(dsp, Math.Max(0, usable), board.Resources.Dsp, board.Resources.Lut);
    }
}
