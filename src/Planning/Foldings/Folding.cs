namespace FpgaSeg.Planning.Foldings;

/// <summary>
/// How a stage's work is folded onto hardware. The two lane counts mean: convolution, output and input (channel x tap) lanes; depthwise,
/// channel and tap lanes; fused pair, middle channels at a time and cycles per round; every other stage, channels at a time and 1.
/// </summary>
/// <param name="Lanes">First lane count.</param>
/// <param name="InnerLanes">Second lane count.</param>
/// <param name="Cycles">Predicted cycles per frame.</param>
/// <param name="Dsp">Predicted DSP blocks.</param>
public readonly record struct Folding(int Lanes, int InnerLanes, long Cycles, int Dsp);
