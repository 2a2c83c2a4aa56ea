using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Affine: the rounding rule with x as the accumulator.</summary>
internal static class AffineKernel
{
    public static FeatureMap<int> Run(IntegerAffine op, KernelCall call)
    {
        var output = new FeatureMap<int>(call.Node.Shape);
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            var source = call.Input.Channel(c);
            var target = output.Channel(c);
            for (var k = 0; k < target.Length; k++)
                target[k] = op.Requantizer.Apply(source[k], c, call.Node.Format);
        }

        return output;
    }
}
