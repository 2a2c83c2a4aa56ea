using FpgaSeg.Graph.Float;

namespace FpgaSeg.Quantizer.Lowering;

/// <summary>The upper limit of ReLU6 and the like. The integer network clips at the end of the range, so the range must end there or before.</summary>
internal static class RectifierLimit
{
    /// <summary>The largest value that a rectifier gives; infinite for ReLU and for every other operator.</summary>
    public static double Of(FloatOperator op) =>
        op is FloatActivation { Function: { IsRectifier: true } function } ? function.Evaluate(double.PositiveInfinity) : double.PositiveInfinity;
}
