using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>
/// Add: each operand is dequantized at MA / 2^S (MB / 2^S) output steps, so that the sum has the integers' proportions and not only the
/// scales'; a negative factor makes a Sub.
/// </summary>
internal static class SumEmitter
{
    public static CarriedValue Emit(IntegerAdd op, EmitCall call)
    {
        var (a, b) = (Read(call, 0, op.MultiplierA, op.Shift), Read(call, 1, op.MultiplierB, op.Shift));
        var real = (op.MultiplierA < 0, op.MultiplierB < 0) switch
        {
            (false, false) => call.Emit("Add", "add", [a, b]),
            (false, true) => call.Emit("Sub", "sub", [a, b]),
            (true, false) => call.Emit("Sub", "sub", [b, a]),
            (true, true) => call.Emit("Neg", "neg", [call.Emit("Add", "add", [a, b])]),
        };
        var step = RoundingStep.Of(op.MultiplierA, op.MultiplierB, op.Shift);
        return call.Write(call.Nudge(real, step), step < 1 ? Ending.Rounded : Ending.Clipped);
    }

    private static string Read(EmitCall call, int operand, int multiplier, int shift)
    {
        var scale = Carrier.Stored(Math.ScaleB(Math.Abs((long)multiplier), -shift) * call.Scale);
        var real = call.Carrier.Read(call.Inputs[operand], $"{call.Name}/{"ab"[operand]}", scale == 0 ? call.Inputs[operand].Scale : scale);
        // A dequantizer's scale must be positive: an operand without weight is multiplied by 0.
        return scale > 0 ? real : call.Emit("Mul", "nothing", [real, call.Scalar("zero", 0)]);
    }
}
