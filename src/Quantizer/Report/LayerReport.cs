namespace FpgaSeg.Quantizer.Report;

/// <summary>What quantization did to one value.</summary>
/// <param name="Name">Name of the integer operator.</param>
/// <param name="Operator">Its kind, as in graph.json.</param>
/// <param name="Source">Name of the float value it stands for.</param>
/// <param name="Format">For example u8.</param>
/// <param name="Bits">Width of the format.</param>
/// <param name="Scale">Real value of the integer 1.</param>
/// <param name="FloatMin">Smallest float value over the calibration images.</param>
/// <param name="FloatMax">Largest.</param>
/// <param name="SqnrDb">10 log10 of signal power over error power, integer against float, whole network up to here; infinite if equal.</param>
/// <param name="SaturatedPercent">Share of integers at the upper (or, if signed, lower) end.</param>
/// <param name="MaxLsb">Largest difference from float, in units of the scale.</param>
public sealed record LayerReport(
    string Name,
    string Operator,
    string Source,
    string Format,
    int Bits,
    double Scale,
    double FloatMin,
    double FloatMax,
    double SqnrDb,
    double SaturatedPercent,
    double MaxLsb);
