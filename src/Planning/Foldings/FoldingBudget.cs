using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;

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
    /// <summary>The budget on a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="dsp">DSP blocks.</param>
    /// <param name="beside">Tables that memories and queues take.</param>
    /// <param name="usesExternalMemory">Whether a controller of memory beside the chip takes some too.</param>
    public static FoldingBudget Of(BoardDescription board, int dsp, int beside, bool usesExternalMemory)
    {
        var left = board.Resources.Lut - Reserved.Of(Resource.Lut, board, usesExternalMemory);
        return new FoldingBudget(dsp, Math.Max(0, (int)(left * Reserved.UsableShareOfTables) - beside), board.Resources.Dsp, board.Resources.Lut);
    }
}
