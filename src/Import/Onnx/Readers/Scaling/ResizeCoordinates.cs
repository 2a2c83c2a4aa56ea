using FpgaSeg.Graph;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>
/// The source coordinate of each output of Resize, (Step * y + Origin) / Denominator, by the formulas of the ONNX operator.
/// </summary>
internal readonly record struct ResizeCoordinates(long Step, long Origin, long Denominator)
{
    /// <summary>The coordinates of an axis; null for a transformation that is not known.</summary>
    /// <param name="transformation">ONNX's coordinate_transformation_mode.</param>
    /// <param name="input">Length of the source axis.</param>
    /// <param name="output">Length of the resized one.</param>
    /// <param name="scale">Their ratio as the file gives it.</param>
    public static ResizeCoordinates? Of(string transformation, int input, int output, ScaleFactor scale)
    {
        var (p, q) = (scale.Numerator, scale.Denominator);
        return transformation switch
        {
            // (y + 1/2) * q / p - 1/2
            "half_pixel" => new(2 * q, q - p, 2 * p),
            "pytorch_half_pixel" => output > 1 ? new(2 * q, q - p, 2 * p) : new(0, 0, 1),
            // The same around the centre of the axis, where a fraction of an output was dropped:
            // input / 2 * (1 - output * q / (p * input)) more.
            "half_pixel_symmetric" => new(2 * q, q - p + (input * p) - (output * q), 2 * p),
            "asymmetric" => new(q, 0, p),
            "align_corners" => output > 1 ? new(input - 1, 0, output - 1) : new(0, 0, 1),
            "tf_half_pixel_for_nn" => new(2 * q, q, 2 * p),
            _ => null,
        };
    }

    /// <summary>The axis that mixes the two sources around each coordinate; null where the numbers are too large.</summary>
    public ResizeAxis? Linear(int input, int output) => Axis(input, output, Step, Origin, Denominator, isLinear: true);

    /// <summary>The axis that takes the source at the rounded coordinate; null for a rounding that is not known.</summary>
    public ResizeAxis? Nearest(int input, int output, string rounding)
    {
        var (s, o, d) = (2 * Step, 2 * Origin, 2 * Denominator); // doubled, so that a half is an integer; the axis rounds down
        return rounding switch
        {
            "floor" => Axis(input, output, s, o, d, isLinear: false),
            "ceil" => Axis(input, output, s, o + d - 1, d, isLinear: false),
            "round_prefer_ceil" => Axis(input, output, s, o + Denominator, d, isLinear: false),
            "round_prefer_floor" => Axis(input, output, s, o + Denominator - 1, d, isLinear: false),
            _ => null,
        };
    }

    private static ResizeAxis? Axis(int input, int output, long step, long origin, long denominator, bool isLinear)
    {
        if (!isLinear && IsReplication(input, output, step, origin, denominator))
            return ResizeAxis.Replicate(input, output / input);
        var divisor = Divisor(denominator, Divisor(Math.Abs(step), Math.Abs(origin)));
        (step, origin, denominator) = (step / divisor, origin / divisor, denominator / divisor);
        return Math.Max(Math.Max(step, Math.Abs(origin)), denominator) <= int.MaxValue / MapLimits.Side
            ? new ResizeAxis(input, output, (int)step, (int)origin, (int)denominator, isLinear)
            : null;
    }

    /// <summary>Whether each source appears equally often, in order, however the file writes that.</summary>
    private static bool IsReplication(int input, int output, long step, long origin, long denominator)
    {
        if (output % input != 0)
            return false;
        var factor = output / input;
        return Enumerable.Range(0, output).All(y =>
            Math.Clamp((long)Math.Floor(((step * y) + origin) / (double)denominator), 0, input - 1) == y / factor);
    }

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);
}
