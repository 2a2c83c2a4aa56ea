using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Simulator.Reference;

/// <summary>docs/fixed-point.md section 5, MaxPool2d: the largest input under the window, taps outside the map left out.</summary>
internal static class MaxPool2dKernel
{
    public static FeatureMap<int> Run(IntegerMaxPool2d op, KernelCall call)
    {
        var output = new FeatureMap<int>(call.Node.Shape);
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
            {
                for (var x = 0; x < output.Shape.Width; x++)
                    output[c, y, x] = Largest(op.Window, call.Input, c, y, x);
            }
        }

        return output;
    }

    private static int Largest(WindowGeometry window, FeatureMap<int> input, int c, int y, int x)
    {
        var largest = int.MinValue;
        for (var ky = 0; ky < window.KernelHeight; ky++)
        {
            var inputY = (y * window.StrideY) - window.PadTop + (ky * window.DilationY);
            if (inputY < 0 || inputY >= input.Shape.Height)
                continue;
            for (var kx = 0; kx < window.KernelWidth; kx++)
            {
                var inputX = (x * window.StrideX) - window.PadLeft + (kx * window.DilationX);
                if (inputX >= 0 && inputX < input.Shape.Width)
                    largest = Math.Max(largest, input[c, inputY, inputX]);
            }
        }

        return largest;
    }
}
