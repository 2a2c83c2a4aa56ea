using FpgaSeg.Boards;
using FpgaSeg.Planning.Fit;

namespace FpgaSeg.Planning.Foldings;

/// <summary>What a design may use.</summary>
/// <param name="Dsp">DSP blocks.</param>
/// <param name="Luts">Look-up tables.</param>
/// <param name="DeviceDsp">DSP blocks of the device: with its tables, the rate at which one is exchanged for the other.</param>
/// <param name="DeviceLuts">Look-up tables of the device.</param>
internal sealed record FoldingBudget(int Dsp, int Luts, int DeviceDsp, int DeviceLuts)
{
    /// <summary>The budget on a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="dsp">DSP blocks.</param>
    /// <param name="usesExternalMemory">Whether a controller of memory beside the chip takes tables too.</param>
    public static FoldingBudget Of(BoardDescription board, int dsp, bool usesExternalMemory)
    {
        var left = board.Resources.Lut - Reserved.Of(Resource.Lut, board, usesExternalMemory);
        return new FoldingBudget(dsp, Math.Max(0, (int)(left * Reserved.UsableShareOfTables)), board.Resources.Dsp, board.Resources.Lut);
    }

    /// <summary>Both resources as one number: the device's blocks are worth as much as its tables.</summary>
    public long Price(int dsp, int luts) => ((long)dsp * DeviceLuts) + ((long)luts * DeviceDsp);
}
