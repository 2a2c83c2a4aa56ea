using FpgaSeg.Graph;

namespace FpgaSeg.Import.Onnx.Functions;

/// <summary>Recognises a catalogue function by its values: exporters write Hardswish or GELU in many ways, which all compute the same.</summary>
internal static class FunctionMatch
{
    /// <summary>Constants in files are float32; formulas that differ by more than their rounding are different functions.</summary>
    private const double Tolerance = 2e-6;

    /// <summary>Beyond it, float32 exponentials overflow in every framework: what a formula gives there says nothing about it.</summary>
    private const double ExponentLimit = 80;

    private const double Far = 1e9;

    private static readonly double[] Samples =
    [
        .. Enumerable.Range(-330, 661).Select(i => i / 33.0), -100, -79, -41.5, -23.25, -12.5, 12.5, 23.25, 41.5, 79, 100, -2e4, 2e4, -Far, Far,
    ];

    private static readonly ActivationFunction[] Fixed =
    [
        ActivationFunction.Relu, ActivationFunction.Relu6, ActivationFunction.HardSwish, ActivationFunction.Sigmoid, ActivationFunction.Tanh,
        ActivationFunction.Silu, ActivationFunction.Gelu, ActivationFunction.GeluTanh, ActivationFunction.Softplus, ActivationFunction.Mish,
    ];

    /// <summary>The catalogue function that the expression equals on all of the sampled range, or null.</summary>
    public static ActivationFunction? Find(ScalarExpression expression)
    {
        var values = Array.ConvertAll(Samples, expression.At);
        return Fixed.Concat(Fitted(expression)).FirstOrDefault(candidate => Equal(candidate, values));
    }

    /// <summary>Where the function is not finite although its argument is moderate; null where it is finite everywhere.</summary>
    public static double? NotFiniteAt(ScalarExpression expression)
    {
        var bad = Array.FindIndex(Samples, x => Math.Abs(x) < 16 && !double.IsFinite(expression.At(x)));
        return bad < 0 ? null : Samples[bad];
    }

    /// <summary>Functions with parameters, these read off the expression.</summary>
    private static IEnumerable<ActivationFunction> Fitted(ScalarExpression f)
    {
        const double step = 1.0 / 64;
        var (low, high) = (f.At(-Far), f.At(Far));
        if (double.IsNaN(low) || double.IsNaN(high))
            yield break;
        yield return ActivationFunction.LeakyRelu(-f.At(-1));
        yield return ActivationFunction.Elu(-low);
        yield return ActivationFunction.HardSigmoid((f.At(step) - f.At(0)) / step, f.At(0));
        if (low <= high)
            yield return ActivationFunction.Clip(low <= -Far ? double.NegativeInfinity : low, high >= Far ? double.PositiveInfinity : high);
    }

    private static bool Equal(ActivationFunction candidate, double[] values)
    {
        for (var i = 0; i < Samples.Length; i++)
        {
            var (x, found) = (Samples[i], values[i]);
            if (!double.IsFinite(found) && Math.Abs(x) > ExponentLimit)
                continue;
            if (!(Math.Abs(candidate.Evaluate(x) - found) <= Tolerance * Math.Max(1, Math.Abs(x))))
                return false;
        }

        return true;
    }
}
