using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, AveragePool2d: the exact sum over the bin, times the multiplier of its size.</summary>
internal static class AveragePool2dKernel
{
    public static FeatureMap<int> Run(IntegerAveragePool2d op, KernelCall call)
    {
        var (output, half) = (new FeatureMap<int>(call.Node.Shape), ScalingRule.Half(op.Shift));
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                for (var x = 0; x < output.Shape.Width; x++)
                {
                    var multiplier = op.Areas.IsEmpty ? op.Multipliers[0] : op.Multipliers[op.Areas.IndexOf(op.Rows.Length(y) * op.Columns.Length(x))];
                    output[c, y, x] = call.Node.Format.Clip(((Sum(op, call.Input, c, y, x) * multiplier) + half) >> op.Shift);
                }
            }
        }

        return output;
    }

    private static long Sum(IntegerAveragePool2d op, FeatureMap<int> input, int c, int y, int x)
    {
        var (top, bottom) = op.Rows.Bin(y);
        var (left, right) = op.Columns.Bin(x);
        var sum = 0L;
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
                sum += input[c, row, column];
        }

        return sum;
    }
}
