using System.Globalization;

namespace FpgaSeg.Graph;

/// <summary>
/// A scalar activation function. The rectifiers are a clip in fixed point; every other one becomes a 256-entry table.
/// Functions of one name are equal. To add one: a line here and its reader in src/Import.
/// </summary>
public sealed class ActivationFunction : IEquatable<ActivationFunction>
{
    public static readonly ActivationFunction Relu = new("relu", x => Math.Max(x, 0), isRectifier: true);

    /// <summary>clip(x, 0, 6); in fixed point a clip like ReLU, because no calibrated range goes beyond 6.</summary>
    public static readonly ActivationFunction Relu6 = new("relu6", x => Math.Clamp(x, 0, 6), isRectifier: true);

    /// <summary>x * clip(x / 6 + 1/2, 0, 1) (ONNX HardSwish).</summary>
    public static readonly ActivationFunction HardSwish = new("hardswish", x => x * Math.Clamp((x / 6) + 0.5, 0, 1));

    public static readonly ActivationFunction Sigmoid = new("sigmoid", x => 1 / (1 + Math.Exp(-x)), isNonNegative: true);

    public static readonly ActivationFunction Tanh = new("tanh", Math.Tanh);

    /// <summary>x * sigmoid(x), also called swish.</summary>
    public static readonly ActivationFunction Silu = new("silu", x => x / (1 + Math.Exp(-x)));

    /// <summary>x * (1 + erf(x / sqrt 2)) / 2.</summary>
    public static readonly ActivationFunction Gelu = new("gelu", x => 0.5 * x * (1 + ErrorFunction.Of(x / Math.Sqrt(2))));

    /// <summary>The tanh approximation of GELU.</summary>
    public static readonly ActivationFunction GeluTanh =
        new("gelu_tanh", x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))));

    /// <summary>log(1 + exp(x)).</summary>
    public static readonly ActivationFunction Softplus = new("softplus", SoftplusOf, isNonNegative: true);

    /// <summary>x * tanh(softplus(x)).</summary>
    public static readonly ActivationFunction Mish = new("mish", x => x * Math.Tanh(SoftplusOf(x)));

    private ActivationFunction(string name, Func<double, double> evaluate, bool isRectifier = false, bool isNonNegative = false)
    {
        (Name, Evaluate) = (name, evaluate);
        (IsRectifier, IsNonNegative) = (isRectifier, isRectifier || isNonNegative);
    }

    /// <summary>Names the function with its parameters; stable, for reports.</summary>
    public string Name { get; }

    /// <summary>The function in double precision.</summary>
    public Func<double, double> Evaluate { get; }

    /// <summary>Whether it is a clip to zero from below (and to a limit above): a saturating unsigned format does the same.</summary>
    public bool IsRectifier { get; }

    /// <summary>Whether its values are never negative.</summary>
    public bool IsNonNegative { get; }

    /// <summary>x where positive, else x * <paramref name="slope"/>.</summary>
    public static ActivationFunction LeakyRelu(double slope) => new($"leaky_relu({Text(slope)})", x => x > 0 ? x : x * slope);

    /// <summary>clip(x * alpha + beta, 0, 1).</summary>
    public static ActivationFunction HardSigmoid(double alpha, double beta) =>
        new($"hardsigmoid({Text(alpha)}, {Text(beta)})", x => Math.Clamp((x * alpha) + beta, 0, 1), isNonNegative: true);

    /// <summary>x where positive, else alpha * (exp(x) - 1).</summary>
    public static ActivationFunction Elu(double alpha) => new($"elu({Text(alpha)})", x => x > 0 ? x : alpha * (Math.Exp(x) - 1));

    /// <summary>clip(x, low, high); with a low of 0 a rectifier.</summary>
    public static ActivationFunction Clip(double low, double high) => (low, high) switch
    {
        (0, double.PositiveInfinity) => Relu,
        (0, 6) => Relu6,
        _ => new($"clip({Text(low)}, {Text(high)})", x => Math.Min(Math.Max(x, low), high), isRectifier: low == 0, isNonNegative: low >= 0),
    };

    /// <summary>A function made of others; <paramref name="name"/> tells how, and equal names must mean equal functions.</summary>
    public static ActivationFunction Composed(string name, Func<double, double> evaluate) => new(name, evaluate);

    public bool Equals(ActivationFunction? other) => other is not null && other.Name == Name;

    public override bool Equals(object? obj) => Equals(obj as ActivationFunction);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;

    private static double SoftplusOf(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
