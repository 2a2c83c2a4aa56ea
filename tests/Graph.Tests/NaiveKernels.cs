using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Tests;

/// <summary>The operators as their definitions read, in double precision, one output at a time.</summary>
internal static class NaiveKernels
{
    public static double Conv(FloatConv2d op, FeatureMap<float> input, int o, int y, int x)
    {
        var kernel = op.Kernel.Shape;
        var firstInput = o / (kernel.OutChannels / op.Groups) * kernel.InChannelsPerGroup;
        double sum = op.Bias[o];
        for (var i = 0; i < kernel.InChannelsPerGroup; i++)
            for (var ky = 0; ky < kernel.Height; ky++)
                for (var kx = 0; kx < kernel.Width; kx++)
                    sum += (double)op.Kernel[o, i, ky, kx] * (Tap(op.Window, input, firstInput + i, y, x, ky, kx) ?? 0);
        return sum;
    }

    public static double MaxPool(WindowGeometry window, FeatureMap<float> input, int c, int y, int x)
    {
        var most = double.NegativeInfinity;
        for (var ky = 0; ky < window.KernelHeight; ky++)
            for (var kx = 0; kx < window.KernelWidth; kx++)
                most = Math.Max(most, Tap(window, input, c, y, x, ky, kx) ?? double.NegativeInfinity);
        return most;
    }

    /// <summary>The general bilinear formula of align_corners=False, sampled at ((x + 1/2) / 2) - 1/2 with clamped neighbours.</summary>
    public static double Bilinear(FeatureMap<float> input, int c, int y, int x)
    {
        var (top, bottom, down) = Neighbours(y, input.Shape.Height);
        var (left, right, across) = Neighbours(x, input.Shape.Width);
        var upper = (input[c, top, left] * (1 - across)) + (input[c, top, right] * across);
        var lower = (input[c, bottom, left] * (1 - across)) + (input[c, bottom, right] * across);
        return (upper * (1 - down)) + (lower * down);
    }

    private static (int Before, int After, double Share) Neighbours(int at, int size)
    {
        var source = Math.Max(0, ((at + 0.5) / 2) - 0.5);
        var before = (int)Math.Floor(source);
        return (before, Math.Min(before + 1, size - 1), source - before);
    }

    private static float? Tap(WindowGeometry window, FeatureMap<float> input, int c, int y, int x, int ky, int kx)
    {
        var iy = (y * window.StrideY) - window.PadTop + (ky * window.DilationY);
        var ix = (x * window.StrideX) - window.PadLeft + (kx * window.DilationX);
        return iy < 0 || ix < 0 || iy >= input.Shape.Height || ix >= input.Shape.Width ? null : input[c, iy, ix];
    }
}
