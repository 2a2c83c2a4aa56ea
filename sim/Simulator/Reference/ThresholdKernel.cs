using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Threshold.</summary>
internal static class ThresholdKernel
{
    public static FeatureMap<int> Run(IntegerThreshold op, KernelCall call) =>
        new(call.Node.Shape, Array.ConvertAll(call.Input.Data, x => x > op.Threshold ? 1 : 0));
}
