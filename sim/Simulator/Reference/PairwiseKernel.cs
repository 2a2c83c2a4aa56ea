using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Broadcast: two maps combined element by element, one rounding, the second repeated.</summary>
internal static class PairwiseKernel
{
    /// <param name="call">The two maps.</param>
    /// <param name="shift">S of the rounding rule.</param>
    /// <param name="combine">The exact value before rounding.</param>
    public static FeatureMap<int> Run(KernelCall call, int shift, Func<long, long, long> combine)
    {
        var (second, output, half) = (call.Inputs[1], new FeatureMap<int>(call.Node.Shape), ScalingRule.Half(shift));
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            var from = call.Inputs[0].Channel(c);
            var to = output.Channel(c);
            for (var pixel = 0; pixel < to.Length; pixel++)
                to[pixel] = call.Node.Format.Clip((combine(from[pixel], second.Data[Broadcast.Index(second.Shape, c, pixel)]) + half) >> shift);
        }

        return output;
    }
}
