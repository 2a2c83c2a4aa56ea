namespace FpgaSeg.Graph;

/// <summary>
/// A scalar activation function of the catalogue. ReLU is a clip in fixed point; every other one becomes a 256-entry table.
/// To add one: a line here and its reader in src/Import.
/// </summary>
public sealed class ActivationFunction
{
    public static readonly ActivationFunction Relu = new("relu", x => Math.Max(x, 0));

    /// <summary>x * clip(x / 6 + 1/2, 0, 1) (ONNX HardSwish).</summary>
    public static readonly ActivationFunction HardSwish = new("hardswish", x => x * Math.Clamp((x / 6) + 0.5, 0, 1));

    private ActivationFunction(string name, Func<double, double> evaluate) => (Name, Evaluate) = (name, evaluate);

    public string Name { get; }

    /// <summary>The function in double precision.</summary>
    public Func<double, double> Evaluate { get; }

    public override string ToString() => Name;
}
