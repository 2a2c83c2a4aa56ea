using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, PRelu: one multiplier for positive integers, one per channel for the others.</summary>
internal static class PReluKernel
{
    public static FeatureMap<int> Run(IntegerPRelu op, KernelCall call)
    {
        var (output, half) = (new FeatureMap<int>(call.Node.Shape), ScalingRule.Half(op.Shift));
        for (var k = 0; k < output.Data.Length; k++)
        {
            long x = call.Input.Data[k];
            var multiplier = x > 0 ? op.PositiveMultiplier : op.NegativeMultipliers[k / output.Shape.Pixels];
            output.Data[k] = call.Node.Format.Clip(((x * multiplier) + half) >> op.Shift);
        }

        return output;
    }
}
