using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Mul: the exact product, then one rounding.</summary>
internal static class MulKernel
{
    public static FeatureMap<int> Run(IntegerMul op, KernelCall call)
    {
        var (a, b, output) = (call.Inputs[0], call.Inputs[1], new FeatureMap<int>(call.Node.Shape));
        var (pixels, half) = (output.Shape.Pixels, ScalingRule.Half(op.Shift));
        for (var k = 0; k < output.Data.Length; k++)
        {
            var product = (long)a.Data[k] * b.Data[Broadcast.Index(b.Shape, k / pixels, k % pixels)];
            output.Data[k] = call.Node.Format.Clip(((product * op.Multiplier) + half) >> op.Shift);
        }

        return output;
    }
}
