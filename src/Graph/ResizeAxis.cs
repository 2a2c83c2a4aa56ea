namespace FpgaSeg.Graph;

/// <summary>
/// How one axis of a map is resized. Output y reads the source coordinate (Step * y + Origin) / Denominator, a fraction of integers,
/// so that every nearest or bilinear resize is described without rounding.
/// </summary>
/// <param name="InputSize">Rows (or columns) that are read.</param>
/// <param name="OutputSize">Rows (or columns) that are written.</param>
/// <param name="Step">Numerator of the coordinate's slope.</param>
/// <param name="Origin">Numerator of the coordinate of output 0.</param>
/// <param name="Denominator">At least 1.</param>
/// <param name="IsLinear">Whether the two sources around the coordinate are mixed; otherwise the one at its floor is taken.</param>
public sealed record ResizeAxis(int InputSize, int OutputSize, int Step, int Origin, int Denominator, bool IsLinear)
{
    /// <summary>Weights that every output's sources share out: <see cref="Denominator"/> if linear, else 1.</summary>
    public int TotalWeight => IsLinear ? Denominator : 1;

    /// <summary>Each source repeated <paramref name="factor"/> times.</summary>
    public static ResizeAxis Replicate(int inputSize, int factor) => new(inputSize, inputSize * factor, 1, 0, factor, IsLinear: false);

    /// <summary>Linear with align_corners=False (ONNX half_pixel): coordinate (y + 1/2) * in / out - 1/2.</summary>
    public static ResizeAxis HalfPixel(int inputSize, int outputSize) =>
        Reduced(inputSize, outputSize, 2L * inputSize, (long)inputSize - outputSize, 2L * outputSize);

    /// <summary>Linear with align_corners=True: coordinate y * (in - 1) / (out - 1); an output of one reads source 0.</summary>
    public static ResizeAxis AlignCorners(int inputSize, int outputSize) =>
        Reduced(inputSize, outputSize, outputSize == 1 ? 0 : inputSize - 1, 0, Math.Max(outputSize - 1, 1));

    /// <summary>Linear from coordinate y * in / out (ONNX asymmetric).</summary>
    public static ResizeAxis Asymmetric(int inputSize, int outputSize) => Reduced(inputSize, outputSize, inputSize, 0, outputSize);

    /// <summary>The first source, the second, and the second's weight out of <see cref="TotalWeight"/>; the second follows the first or is it.</summary>
    public (int First, int Second, int Weight) Sources(int output)
    {
        var position = ((long)Step * output) + Origin;
        if (!IsLinear)
        {
            var index = (int)Math.Clamp(FloorDivide(position, Denominator), 0, InputSize - 1);
            return (index, index, 0);
        }

        position = Math.Clamp(position, 0, (InputSize - 1L) * Denominator);
        var first = (int)(position / Denominator);
        return (first, Math.Min(first + 1, InputSize - 1), (int)(position % Denominator));
    }

    private static ResizeAxis Reduced(int inputSize, int outputSize, long step, long origin, long denominator)
    {
        var divisor = GreatestCommonDivisor(denominator, GreatestCommonDivisor(step, Math.Abs(origin)));
        return new(inputSize, outputSize, (int)(step / divisor), (int)(origin / divisor), (int)(denominator / divisor), IsLinear: true);
    }

    private static long FloorDivide(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
