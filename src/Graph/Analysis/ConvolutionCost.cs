using FpgaSeg.Core.Tensors;

namespace FpgaSeg.Graph.Analysis;

/// <summary>The counting rule of convolutions, float or integer.</summary>
internal static class ConvolutionCost
{
    /// <summary>Every weight at every output pixel: taps on padding count, as everybody counts them.</summary>
    /// <param name="kernel">Shape of the weights.</param>
    /// <param name="output">Shape of the result.</param>
    /// <param name="biases">Numbers added per output channel; 0 for a convolution without bias.</param>
    public static OperatorCost Of(KernelShape kernel, FeatureShape output, int biases) =>
        new((long)kernel.Count + biases, (long)kernel.Count * output.Pixels);
}
