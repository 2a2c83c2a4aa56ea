using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Add: one rounding over both operands.</summary>
internal static class AddKernel
{
    public static FeatureMap<int> Run(IntegerAdd op, KernelCall call)
    {
        var (a, b, output) = (call.Inputs[0], call.Inputs[1], new FeatureMap<int>(call.Node.Shape));
        var (pixels, half) = (output.Shape.Pixels, ScalingRule.Half(op.Shift));
        for (var k = 0; k < output.Data.Length; k++)
        {
            var second = b.Data[Broadcast.Index(b.Shape, k / pixels, k % pixels)];
            var sum = ((long)a.Data[k] * op.MultiplierA) + ((long)second * op.MultiplierB) + half;
            output.Data[k] = call.Node.Format.Clip(sum >> op.Shift);
        }

        return output;
    }
}
