using FpgaSeg.Boards;

namespace FpgaSeg.Planning.Fit;

/// <summary>Choices of the user that the board does not make; plan and every back end take the same.</summary>
/// <param name="MaxDsp">DSP blocks that the folding may use; null or more than there are: all that the board has.</param>
/// <param name="ClockHz">Clock of the network's logic; null: the board's.</param>
/// <param name="Fps">Frames per second at which the folding stops, so that it takes as little as that needs; null: as fast as fits.</param>
/// <param name="Architecture">How the network becomes hardware.</param>
public sealed record PlanOptions(int? MaxDsp = null, long? ClockHz = null, double? Fps = null, Architecture Architecture = Architecture.Automatic)
{
    /// <summary>The clock on a board.</summary>
    public long ClockOf(BoardDescription board) => ClockHz ?? board.ClockHz;

    /// <summary>DSP blocks that the folding may use on a board.</summary>
    public int DspOf(BoardDescription board) => Math.Min(MaxDsp ?? int.MaxValue, board.Resources.Dsp);

    /// <summary>Most cycles of a frame at the frame rate that was asked for; null where none was.</summary>
    public long? MostCycles(BoardDescription board) => Fps is { } fps ? (long)(ClockOf(board) / fps) : null;
}
