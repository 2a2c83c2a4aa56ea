using FpgaSeg.Export.Format;
using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>PRelu: the same operator on x times the positive factor, with the quotients of the factors as slopes.</summary>
internal static class PReluEmitter
{
    public static CarriedValue Emit(IntegerPRelu op, EmitCall call)
    {
        var channels = op.NegativeMultipliers.Length;
        var step = op.NegativeMultipliers.Append(op.PositiveMultiplier).Min(m => RoundingStep.Of(m, 0, op.Shift));
        if (op.PositiveMultiplier <= 0)
            return call.WriteGrid(TwoSlopes(op, call), step);
        var slopes = Tensors.Floats(op.NegativeMultipliers.Select(m => m / (double)op.PositiveMultiplier), channels, 1, 1);
        var real = call.ReadAs(Math.ScaleB(op.PositiveMultiplier, -op.Shift) * call.Scale);
        return call.WriteGrid(call.Emit("PRelu", "prelu", [real, call.Writer.Constant(call.Name + "/slopes", slopes)]), step);
    }

    /// <summary>relu(x) * p + (x - relu(x)) * n, for a positive side that has no positive factor.</summary>
    private static string TwoSlopes(IntegerPRelu op, EmitCall call)
    {
        double Factor(int multiplier) => Math.ScaleB(multiplier, -op.Shift) * call.Scale / call.Input.Scale;
        var real = call.Read();
        var positive = call.Emit("Relu", "positive", [real]);
        var negative = call.Emit("Sub", "negative", [real, positive]);
        return call.Emit("Add", "add",
        [
            call.Emit("Mul", "positive/mul", [positive, call.Scalar("positive/factor", Factor(op.PositiveMultiplier))]),
            call.Emit("Mul", "negative/mul", [negative, call.PerChannel("negative/factor", [.. op.NegativeMultipliers.Select(Factor)])]),
        ]);
    }
}
