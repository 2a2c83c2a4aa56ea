namespace FpgaSeg.HlsGen;

/// <summary>Choices of the user that the board does not make.</summary>
/// <param name="MaxDsp">DSP blocks the folding may use; null: all that the board has.</param>
/// <param name="ClockHz">Clock of the network's logic; null: the board's.</param>
public sealed record HlsOptions(int? MaxDsp = null, long? ClockHz = null);
