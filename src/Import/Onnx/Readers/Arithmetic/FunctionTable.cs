using FpgaSeg.Graph;

namespace FpgaSeg.Import.Onnx.Readers;

/// <summary>
/// The operators that are functions of one number. Some, as Exp, are there for the formulas that exporters build from them.
/// </summary>
internal static class FunctionTable
{
    public static IEnumerable<IOnnxOperatorReader> Readers { get; } =
    [
        new FunctionReader("Relu", ActivationFunction.Relu),
        new FunctionReader("Sigmoid", ActivationFunction.Sigmoid),
        new FunctionReader("Tanh", ActivationFunction.Tanh),
        new FunctionReader("HardSwish", ActivationFunction.HardSwish),
        new FunctionReader("Softplus", ActivationFunction.Softplus),
        new FunctionReader("Mish", ActivationFunction.Mish),
        new FunctionReader("LeakyRelu", ["alpha"], a => ActivationFunction.LeakyRelu(a.Float("alpha", 0.01f))),
        new FunctionReader("Elu", ["alpha"], a => ActivationFunction.Elu(a.Float("alpha", 1))),
        new FunctionReader(
            "HardSigmoid", ["alpha", "beta"], a => ActivationFunction.HardSigmoid(a.Float("alpha", 0.2f), a.Float("beta", 0.5f))),
        new FunctionReader("Gelu", ["approximate"], Gelu),
        new FunctionReader("Celu", ["alpha"], Celu),
        new FunctionReader("Selu", ["alpha", "gamma"], Selu),
        new FunctionReader("ThresholdedRelu", ["alpha"], ThresholdedRelu),
        new FunctionReader("Softsign", ActivationFunction.Composed("softsign", x => x / (1 + Math.Abs(x)))),
        new FunctionReader("Erf", ActivationFunction.Composed("erf", ErrorFunction.Of)),
        new FunctionReader("Exp", ActivationFunction.Composed("exp", Math.Exp)),
        new FunctionReader("Log", ActivationFunction.Composed("log", Math.Log)),
        new FunctionReader("Sqrt", ActivationFunction.Composed("sqrt", Math.Sqrt)),
        new FunctionReader("Abs", ActivationFunction.Composed("abs", Math.Abs)),
        new FunctionReader("Sin", ActivationFunction.Composed("sin", Math.Sin)),
        new FunctionReader("Cos", ActivationFunction.Composed("cos", Math.Cos)),
        new FunctionReader("Atan", ActivationFunction.Composed("atan", Math.Atan)),
        new FunctionReader("Reciprocal", ActivationFunction.Composed("reciprocal", x => 1 / x)),
    ];

    private static ActivationFunction Gelu(NodeAttributes attributes) =>
        attributes.Text("approximate", "none") == "tanh" ? ActivationFunction.GeluTanh : ActivationFunction.Gelu;

    private static ActivationFunction Celu(NodeAttributes attributes)
    {
        double alpha = attributes.Float("alpha", 1);
        return ActivationFunction.Composed($"celu({alpha:R})", x => x > 0 ? x : alpha * (Math.Exp(x / alpha) - 1));
    }

    private static ActivationFunction Selu(NodeAttributes attributes)
    {
        double alpha = attributes.Float("alpha", 1.67326319f), gamma = attributes.Float("gamma", 1.05070102f);
        return ActivationFunction.Composed($"selu({alpha:R}, {gamma:R})", x => gamma * (x > 0 ? x : alpha * (Math.Exp(x) - 1)));
    }

    private static ActivationFunction ThresholdedRelu(NodeAttributes attributes)
    {
        double alpha = attributes.Float("alpha", 1);
        return ActivationFunction.Composed($"thresholded_relu({alpha:R})", x => x > alpha ? x : 0);
    }
}
