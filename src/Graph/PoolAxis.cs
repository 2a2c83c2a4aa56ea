namespace FpgaSeg.Graph;

/// <summary>
/// Which sources of one axis each output of an average pooling reads: windows of <paramref name="Kernel"/> at <paramref name="Stride"/>,
/// or, where Kernel is 0, the adaptive division of the axis into OutputSize bins that may overlap by one.
/// </summary>
/// <param name="InputSize">Rows (or columns) that are read.</param>
/// <param name="OutputSize">Rows (or columns) that are written.</param>
/// <param name="Kernel">Sources of a window before it is clipped to the map; 0: adaptive.</param>
/// <param name="Stride">Distance of the windows; not used if adaptive.</param>
/// <param name="PadBefore">Sources before the map that the first window covers; not used if adaptive.</param>
public sealed record PoolAxis(int InputSize, int OutputSize, int Kernel, int Stride = 1, int PadBefore = 0)
{
    /// <summary>One bin: the whole axis.</summary>
    public static PoolAxis Whole(int inputSize) => new(inputSize, 1, inputSize);

    /// <summary>Bin i from floor(i * in / out) to ceil((i + 1) * in / out), as PyTorch's adaptive pooling divides.</summary>
    public static PoolAxis Adaptive(int inputSize, int outputSize) => new(inputSize, outputSize, Kernel: 0);

    /// <summary>The sources of an output, from Start up to but without End, inside the map.</summary>
    public (int Start, int End) Bin(int output)
    {
        if (Kernel == 0)
        {
            long from = (long)output * InputSize, to = ((output + 1L) * InputSize) + OutputSize - 1;
            return ((int)(from / OutputSize), (int)(to / OutputSize));
        }

        var start = ((long)output * Stride) - PadBefore;
        return ((int)Math.Clamp(start, 0, InputSize), (int)Math.Clamp(start + Kernel, 0, InputSize));
    }

    /// <summary>Sources of an output.</summary>
    public int Length(int output) => Bin(output) is var (start, end) ? end - start : 0;
}
