using System.Collections.Immutable;
using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Quantizer.Calibration;

/// <summary>A scale to be chosen: for float value <paramref name="Value"/> in <paramref name="Format"/>, as these nodes read it.</summary>
internal sealed record RangeRequest(int Value, NumberFormat Format, ImmutableArray<int> Readers);

/// <summary>A chosen scale and what each method would have cost.</summary>
/// <param name="Name">Name of the float value; of a skip's copy, the value's with "/skip".</param>
/// <param name="Format">For example u8.</param>
/// <param name="Method">The method chosen.</param>
/// <param name="Scale">Its scale.</param>
/// <param name="ErrorDb">
/// By method: 10 log10 of the error power at the readers' outputs over their signal power; empty where one method was asked for.
/// </param>
public sealed record RangeChoice(
    string Name, string Format, CalibrationMethod Method, double Scale, ImmutableSortedDictionary<string, double> ErrorDb);
