using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Resize2d: two rows and two columns mixed by integer weights, one rounding.</summary>
internal static class Resize2dKernel
{
    public static FeatureMap<int> Run(IntegerResize2d op, KernelCall call)
    {
        var (output, half) = (new FeatureMap<int>(call.Node.Shape), ScalingRule.Half(op.Shift));
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                for (var x = 0; x < output.Shape.Width; x++)
                    output[c, y, x] = call.Node.Format.Clip(((Mix(op, call.Input, c, y, x) * op.Multiplier) + half) >> op.Shift);
            }
        }

        return output;
    }

    private static long Mix(IntegerResize2d op, FeatureMap<int> input, int c, int y, int x)
    {
        var (top, bottom, down) = op.Rows.Sources(y);
        var (left, right, across) = op.Columns.Sources(x);
        long up = op.Rows.TotalWeight - down, back = op.Columns.TotalWeight - across;
        return (up * ((back * input[c, top, left]) + (across * (long)input[c, top, right])))
            + (down * ((back * input[c, bottom, left]) + (across * (long)input[c, bottom, right])));
    }
}
