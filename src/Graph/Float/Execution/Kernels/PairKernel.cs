using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>A function of two maps, the second repeated to the shape of the first.</summary>
internal static class PairKernel
{
    public static Unit Run(KernelCall call, Func<float, float, float> function)
    {
        var (first, second, output) = (call.Inputs[0], call.Inputs[1], call.Output);
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            var from = first.Channel(c);
            var to = output.Channel(c);
            for (var i = 0; i < to.Length; i++)
                to[i] = function(from[i], second.Data[Broadcast.Index(second.Shape, c, i)]);
        }

        return default;
    }
}
