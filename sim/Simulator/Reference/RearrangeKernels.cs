using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5: the operators that only move integers.</summary>
internal static class RearrangeKernels
{
    public static FeatureMap<int> Concat(KernelCall call) =>
        new(call.Node.Shape, [.. call.Inputs.SelectMany(input => input.Data)]);

    public static FeatureMap<int> ChannelSelect(IntegerChannelSelect op, KernelCall call) =>
        Gather(call, (c, y, x) => call.Input[op.Channels[c], y, x]);

    public static FeatureMap<int> CropPad(IntegerCropPad op, KernelCall call) => Gather(call, (c, y, x) =>
    {
        var (row, column, shape) = (y + op.Top, x + op.Left, call.Input.Shape);
        return row >= 0 && row < shape.Height && column >= 0 && column < shape.Width ? call.Input[c, row, column] : 0;
    });

    public static FeatureMap<int> DepthToSpace(IntegerDepthToSpace op, KernelCall call) => Gather(call, (c, y, x) =>
    {
        var channel = (((c * op.BlockY) + (y % op.BlockY)) * op.BlockX) + (x % op.BlockX);
        return call.Input[channel, y / op.BlockY, x / op.BlockX];
    });

    private static FeatureMap<int> Gather(KernelCall call, Func<int, int, int, int> source)
    {
        var output = new FeatureMap<int>(call.Node.Shape);
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                for (var x = 0; x < output.Shape.Width; x++)
                    output[c, y, x] = source(c, y, x);
            }
        }

        return output;
    }
}
