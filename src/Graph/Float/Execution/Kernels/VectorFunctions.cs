using System.Numerics;

namespace FpgaSeg.Graph.Float;

/// <summary>Activation functions on vectors of floats, within a few units of the last place of their values in double precision.</summary>
internal static class VectorFunctions
{
    private static readonly Dictionary<ActivationFunction, Func<Vector<float>, Vector<float>>> Functions = new()
    {
        [ActivationFunction.Relu] = x => Vector.Max(x, Vector<float>.Zero),
        [ActivationFunction.Relu6] = x => Vector.Min(Vector.Max(x, Vector<float>.Zero), new Vector<float>(6)),
        [ActivationFunction.HardSwish] = x => x * Unit((x * (1f / 6)) + new Vector<float>(0.5f)),
        [ActivationFunction.Sigmoid] = Sigmoid,
        [ActivationFunction.Silu] = x => x * Sigmoid(x),
        [ActivationFunction.Tanh] = Tanh,
        [ActivationFunction.Gelu] = x => 0.5f * x * (Vector<float>.One + Erf(x * 0.70710678f)),
        [ActivationFunction.GeluTanh] = x => 0.5f * x * (Vector<float>.One + Tanh(0.79788456f * (x + (0.044715f * x * x * x)))),
    };

    /// <summary>The vector form, or null where there is none.</summary>
    public static Func<Vector<float>, Vector<float>>? Find(ActivationFunction function)
    {
        if (Functions.TryGetValue(function, out var known))
            return known;
        if (!function.Name.StartsWith("leaky_relu(", StringComparison.Ordinal))
            return null;
        var slope = (float)-function.Evaluate(-1);
        return x => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), x, x * slope);
    }

    private static Vector<float> Unit(Vector<float> x) => Vector.Min(Vector.Max(x, Vector<float>.Zero), Vector<float>.One);

    private static Vector<float> Sigmoid(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-x));

    /// <summary>1 - 2 / (exp(2x) + 1), with the argument limited where the result is 1 to the last place.</summary>
    private static Vector<float> Tanh(Vector<float> x)
    {
        var limited = Vector.Min(Vector.Max(x, new Vector<float>(-10)), new Vector<float>(10));
        return Vector<float>.One - (new Vector<float>(2) / (Vector.Exp(limited + limited) + Vector<float>.One));
    }

    /// <summary>The rational approximation 7.1.26 of Abramowitz and Stegun: off by at most 1.5e-7.</summary>
    private static Vector<float> Erf(Vector<float> x)
    {
        var magnitude = Vector.Abs(x);
        var t = Vector<float>.One / (Vector<float>.One + (0.3275911f * magnitude));
        var series = new Vector<float>(-1.453152027f) + (1.061405429f * t);
        series = new Vector<float>(1.421413741f) + (series * t);
        series = new Vector<float>(-0.284496736f) + (series * t);
        series = new Vector<float>(0.254829592f) + (series * t);
        var positive = Vector<float>.One - (series * t * Vector.Exp(-(magnitude * magnitude)));
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -positive, positive);
    }
}
