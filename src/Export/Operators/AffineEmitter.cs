using FpgaSeg.Export.Values;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Export.Operators;

/// <summary>Affine: Mul and Add per channel.</summary>
internal static class AffineEmitter
{
    public static CarriedValue Emit(IntegerAffine op, EmitCall call)
    {
        var r = op.Requantizer;
        double[] steps = [.. r.Multipliers.Zip(r.Offsets, (m, b) => RoundingStep.Of(m, b, r.Shift))];
        double[] factors = [.. r.Multipliers.Select(m => Math.ScaleB(m, -r.Shift) * call.Scale / call.Input.Scale)];
        double[] offsets =
            [.. r.Offsets.Zip(steps, (b, step) => (Math.ScaleB(b, -r.Shift) + RoundingStep.Nudge(step, call.Node.Format)) * call.Scale)];
        var real = call.Emit("Mul", "factor/mul", [call.Read(), call.PerChannel("factor", factors)]);
        if (offsets.Any(b => b != 0))
            real = call.Emit("Add", "offset/add", [real, call.PerChannel("offset", offsets)]);
        return call.Write(real, steps.Any(s => s < 1) ? Ending.Rounded : Ending.Clipped);
    }
}
