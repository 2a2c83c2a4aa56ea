using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>Add and Mul. The operands' factors are in the dequantizers' scales; a negative one becomes a Sub or a Neg.</summary>
internal static class SumEmitter
{
    public static CarriedValue Emit(IntegerAdd op, EmitCall call)
    {
        var (a, b) = (call.ReadAs(Factor(op.MultiplierA, op.Shift) * call.Scale, 0), call.ReadAs(Factor(op.MultiplierB, op.Shift) * call.Scale, 1));
        var real = (op.MultiplierA < 0, op.MultiplierB < 0) switch
        {
            (false, false) => call.Emit("Add", "add", [a, b]),
            (false, true) => call.Emit("Sub", "sub", [a, b]),
            (true, false) => call.Emit("Sub", "sub", [b, a]),
            (true, true) => call.Emit("Neg", "neg", [call.Emit("Add", "add", [a, b])]),
        };
        return call.WriteGrid(real, RoundingStep.Of(op.MultiplierA, op.MultiplierB, op.Shift));
    }

    public static CarriedValue Emit(IntegerMul op, EmitCall call)
    {
        var gate = call.ReadAs(Factor(op.Multiplier, op.Shift) * call.Scale / call.Input.Scale, 1);
        var real = call.Emit("Mul", "mul", [call.Read(), gate]);
        if (op.Multiplier < 0)
            real = call.Emit("Neg", "neg", [real]);
        return call.WriteGrid(real, RoundingStep.Of(op.Multiplier, 0, op.Shift));
    }

    private static double Factor(int multiplier, int shift) => Math.ScaleB(Math.Abs((long)multiplier), -shift);
}
