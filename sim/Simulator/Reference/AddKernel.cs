using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Add: one rounding over both operands.</summary>
internal static class AddKernel
{
    public static FeatureMap<int> Run(IntegerAdd op, KernelCall call)
    {
        var (a, b, output) = (call.Inputs[0].Data, call.Inputs[1].Data, new FeatureMap<int>(call.Node.Shape));
        var half = op.Shift == 0 ? 0 : 1L << (op.Shift - 1);
        for (var k = 0; k < output.Data.Length; k++)
        {
            var sum = ((long)a[k] * op.MultiplierA) + ((long)b[k] * op.MultiplierB) + half;
            output.Data[k] = call.Node.Format.Clip(sum >> op.Shift);
        }

        return output;
    }
}
