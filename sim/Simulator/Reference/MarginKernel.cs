using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Margin: one channel minus the largest other.</summary>
internal static class MarginKernel
{
    public static FeatureMap<int> Run(IntegerMargin op, KernelCall call)
    {
        var output = new FeatureMap<int>(call.Node.Shape);
        for (var k = 0; k < output.Data.Length; k++)
        {
            var others = Enumerable.Range(0, call.Input.Shape.Channels).Where(c => c != op.Class);
            output.Data[k] = call.Input.Channel(op.Class)[k] - others.Max(c => call.Input.Channel(c)[k]);
        }

        return output;
    }
}
