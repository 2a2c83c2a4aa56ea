using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>
/// M, B and S of a convolution as ONNX can say them: positive weight scales, signs apart. A channel with M = 0 is a constant: zero
/// weights, and the integer that the rule gives as its offset.
/// </summary>
internal sealed class ConvChannels
{
    /// <summary>In output integers: of 64 values at most one is decided otherwise for it.</summary>
    public const double BiasTolerance = 1.0 / 64;

    private readonly IntegerConv2d _conv;
    private readonly NumberFormat _format;

    public ConvChannels(IntegerConv2d conv, NumberFormat format) => (_conv, _format) = (conv, format);

    public int Count => _conv.Kernel.Shape.OutChannels;

    public IEnumerable<int> All => Enumerable.Range(0, Count);

    /// <summary>Output integers per accumulator unit of channel <paramref name="o"/>, positive.</summary>
    public double Ratio(int o) => M(o) == 0 ? 1 : Math.ScaleB(Math.Abs((long)M(o)), -_conv.Requantizer.Shift);

    /// <summary>-1 where M is negative.</summary>
    public int Sign(int o) => M(o) < 0 ? -1 : 1;

    /// <summary>B / 2^S in output integers.</summary>
    public double Offset(int o) => M(o) == 0
        ? _conv.Requantizer.Apply(0, o, _format)
        : Math.ScaleB(_conv.Requantizer.Offsets[o], -_conv.Requantizer.Shift);

    /// <summary>The offset with what decides ties upwards.</summary>
    public double NudgedOffset(int o) => Offset(o) + (M(o) == 0 ? 0 : RoundingStep.Nudge(Step(o), _format));

    /// <summary>Whether every channel's values are integers before rounding, so that there is nothing to round.</summary>
    public bool IsExact => All.All(o => M(o) == 0 || Step(o) >= 1);

    /// <summary>Whether no accumulator leaves the format.</summary>
    public bool Fits(NumberFormat input) => All.All(o =>
    {
        var range = AccumulatorRange.OfChannel(_conv, input, o);
        double a = Value(range.Low, o), b = Value(range.High, o);
        return Math.Min(a, b) >= _format.Min && Math.Max(a, b) <= _format.Max;
    });

    /// <summary>Weights in OIHW order, negated where <paramref name="signed"/> and M is negative.</summary>
    public int[] Weights(bool signed)
    {
        var perOutput = _conv.Kernel.Shape.WeightsPerOutput;
        return [.. _conv.Kernel.Data.Select((w, k) => M(k / perOutput) == 0 ? 0 : signed ? w * Sign(k / perOutput) : w)];
    }

    /// <summary>The rectifier's bias.</summary>
    public int[] RectifierBias() => [.. All.Select(o => M(o) == 0 ? 0 : _conv.RectifierBias[o])];

    /// <summary>
    /// B / |M| rounded to accumulator units; null where an int32 accumulator could overflow with it, or where the rounding would move results by
    /// more than <see cref="BiasTolerance"/> (or at all, where nothing else is rounded).
    /// </summary>
    public int[]? IntegerBias(NumberFormat input)
    {
        var (bias, tolerance) = (new int[Count], IsExact ? 0 : BiasTolerance);
        foreach (var o in All)
        {
            var (exact, range) = (Offset(o) / Ratio(o), AccumulatorRange.OfChannel(_conv.Kernel.Output(o), input));
            var units = Math.Round(exact);
            if (Math.Abs(units) + Math.Max(-(double)range.Low, range.High) > int.MaxValue || Math.Abs(units - exact) * Ratio(o) > tolerance)
                return null;
            bias[o] = (int)units;
        }

        return bias;
    }

    private int M(int o) => _conv.Requantizer.Multipliers[o];

    private double Step(int o) => RoundingStep.Of(M(o), _conv.Requantizer.Offsets[o], _conv.Requantizer.Shift);

    private double Value(long accumulator, int o) => (accumulator * Ratio(o) * Sign(o)) + Offset(o);
}
