namespace FpgaSeg.Quantizer;

/// <summary>Widths of the quantized network.</summary>
/// <param name="WeightBits">2 to 8.</param>
/// <param name="ActivationBits">4 to 8.</param>
public sealed record QuantizationOptions(int WeightBits = 8, int ActivationBits = 8);
