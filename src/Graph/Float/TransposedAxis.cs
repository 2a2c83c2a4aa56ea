namespace FpgaSeg.Graph.Float;

/// <summary>One axis of a transposed convolution, seen as <paramref name="Stride"/> interleaved convolutions.</summary>
/// <param name="Kernel">Taps of the transposed convolution.</param>
/// <param name="Stride">Phases.</param>
/// <param name="Pad">Leading outputs that are dropped.</param>
/// <param name="Dilation">Distance of its taps.</param>
/// <param name="Steps">Outputs of each phase.</param>
/// <param name="Taps">Taps that each phase's convolution is given.</param>
/// <param name="PadBefore">Zeros before the input.</param>
/// <param name="PadAfter">Zeros after it.</param>
internal sealed record TransposedAxis(int Kernel, int Stride, int Pad, int Dilation, int Steps, int Taps, int PadBefore, int PadAfter)
{
    public static TransposedAxis Of(int inputSize, int outputSize, int kernel, int stride, int pad, int dilation)
    {
        var offsets = (from phase in Enumerable.Range(0, stride)
                       from k in Enumerable.Range(0, kernel)
                       where (phase + pad - (k * dilation)) % stride == 0
                       select (phase + pad - (k * dilation)) / stride).Append(0).ToArray();
        var (steps, first) = ((outputSize + stride - 1) / stride, offsets.Min());
        var taps = offsets.Max() - first + 1;
        var padAfter = steps - inputSize + first + taps - 1;
        // Where outputs are dropped at the end, taps of weight zero make the steps come out right: padding cannot be negative.
        if (padAfter < 0)
            (taps, padAfter) = (taps - padAfter, 0);
        return new TransposedAxis(kernel, stride, pad, dilation, steps, taps, -first, padAfter);
    }

    /// <summary>Which tap of the transposed kernel each phase uses at which tap of its own.</summary>
    public IEnumerable<(int Phase, int Tap, int KernelTap)> Uses() =>
        from phase in Enumerable.Range(0, Stride)
        from k in Enumerable.Range(0, Kernel)
        let position = phase + Pad - (k * Dilation)
        where position % Stride == 0
        select (phase, (position / Stride) + PadBefore, k);
}
