using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Float;

/// <summary>Maximum over the taps of a window that lie inside the map.</summary>
internal static class MaxPoolKernel
{
    public static void Run(WindowGeometry window, FeatureMap<float> input, FeatureMap<float> output)
    {
        for (var c = 0; c < output.Shape.Channels; c++)
        {
            for (var y = 0; y < output.Shape.Height; y++)
                Row(window, input, c, y, output.Row(c, y));
        }
    }

    private static void Row(WindowGeometry window, FeatureMap<float> input, int c, int y, Span<float> output)
    {
        output.Fill(float.NegativeInfinity);
        for (var ky = 0; ky < window.KernelHeight; ky++)
        {
            var iy = (y * window.StrideY) - window.PadTop + (ky * window.DilationY);
            if (iy < 0 || iy >= input.Shape.Height)
                continue;
            for (var kx = 0; kx < window.KernelWidth; kx++)
                Tap(input.Row(c, iy), output, (kx * window.DilationX) - window.PadLeft, window.StrideX);
        }
    }

    private static void Tap(ReadOnlySpan<float> row, Span<float> output, int offset, int stride)
    {
        for (var x = 0; x < output.Length; x++)
        {
            var ix = (x * stride) + offset;
            if ((uint)ix < (uint)row.Length)
                output[x] = Math.Max(output[x], row[ix]);
        }
    }
}
