using System.Numerics;
using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Analysis;

/// <summary>The counting rule of convolutions, float or integer.</summary>
internal static class ConvolutionCost
{
    /// <summary>Every weight at every output pixel: taps on padding count, as everybody counts them.</summary>
    /// <param name="kernel">The weights.</param>
    /// <param name="bias">What is added per output channel; all zeros for a convolution without bias.</param>
    /// <param name="output">Shape of the result.</param>
    /// <param name="phases">Consecutive channels that a rearrangement to pixels makes one channel of; 1 without one.</param>
    public static OperatorCost Of<T>(ConvKernel<T> kernel, ReadOnlySpan<T> bias, FeatureShape output, int phases)
        where T : struct, INumberBase<T>
    {
        var weights = phases == 1 ? kernel.Shape.Count : UsedTaps(kernel) * kernel.Shape.InChannelsPerGroup;
        return new OperatorCost(weights + Biases(bias, phases), weights * output.Pixels);
    }

    /// <summary>Numbers that are parameters of a bias: none if all are zero, one per channel where the phases of a channel share it.</summary>
    public static long Biases<T>(ReadOnlySpan<T> bias, int phases)
        where T : struct, INumberBase<T>
    {
        if (bias.IndexOfAnyExcept(T.Zero) < 0)
            return 0;
        for (var c = 0; c < bias.Length; c += phases)
        {
            if (bias.Slice(c, phases).IndexOfAnyExcept(bias[c]) >= 0)
                return bias.Length;
        }

        return bias.Length / phases;
    }

    /// <summary>
    /// A transposed convolution computes each phase with those taps of its kernel that reach it; the others stand in the graph as zeros for
    /// every input channel and are neither parameters nor work.
    /// </summary>
    private static long UsedTaps<T>(ConvKernel<T> kernel)
        where T : struct, INumberBase<T>
    {
        var (shape, taps) = (kernel.Shape, 0L);
        for (var o = 0; o < shape.OutChannels; o++)
        {
            for (var tap = 0; tap < shape.Height * shape.Width; tap++)
                taps += IsUsed(kernel.Output(o), tap, shape.Height * shape.Width) ? 1 : 0;
        }

        return taps;
    }

    private static bool IsUsed<T>(ReadOnlySpan<T> weights, int tap, int plane)
        where T : struct, INumberBase<T>
    {
        for (var k = tap; k < weights.Length; k += plane)
        {
            if (!T.IsZero(weights[k]))
                return true;
        }

        return false;
    }
}
