namespace FpgaSeg.Export;

/// <summary>What the user decides about an export.</summary>
/// <param name="Flavour">How values are quantized in the file.</param>
/// <param name="FloatInput">
/// Whether the file takes the float image that the source network took, (pixel / 255 - mean) / deviation, instead of uint8 pixels. QONNX always does.
/// </param>
/// <param name="Trace">Whether every node's value is an output of the file too.</param>
public sealed record ExportOptions(OnnxFlavour Flavour, bool FloatInput = false, bool Trace = false);
