using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, Upsample2x: replication, or weights 9, 3, 3, 1 over 16 with one rounding.</summary>
internal static class Upsample2xKernel
{
    public static FeatureMap<int> Run(IntegerUpsample2x op, KernelCall call)
    {
        var output = new FeatureMap<int>(call.Node.Shape);
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                for (var x = 0; x < output.Shape.Width; x++)
                    output[c, y, x] = op.Mode == UpsampleMode.Nearest ? call.Input[c, y >> 1, x >> 1] : Bilinear(call.Input, c, y, x);
            }
        }

        return output;
    }

    private static int Bilinear(FeatureMap<int> input, int c, int y, int x)
    {
        var (nearY, farY) = Neighbours(y, input.Shape.Height);
        var (nearX, farX) = Neighbours(x, input.Shape.Width);
        var sum = (9 * input[c, nearY, nearX]) + (3 * input[c, nearY, farX]) + (3 * input[c, farY, nearX]) + input[c, farY, farX];
        return (sum + 8) >> 4;
    }

    /// <summary>Even outputs lean on the input before, odd ones on the one after; the edge repeats.</summary>
    private static (int Near, int Far) Neighbours(int index, int length)
    {
        var near = index >> 1;
        return (near, Math.Clamp((index & 1) == 0 ? near - 1 : near + 1, 0, length - 1));
    }
}
