using FpgaSeg.Graph.Float;

namespace FpgaSeg.Graph.Analysis;

/// <summary>The names of the float operators in reports; those that both graphs have are called as in graph.json.</summary>
public sealed class FloatOperatorNames : IFloatVisitor<object?, string>
{
    private static readonly FloatOperatorNames Names = new();

    private FloatOperatorNames()
    {
    }

    /// <summary>The stable name of the operator; an activation goes by its function.</summary>
    public static string Of(FloatOperator op) => op.Accept(Names, default);

    public string Visit(FloatInput op, object? argument) => "input";

    public string Visit(FloatConv2d op, object? argument) => "conv2d";

    public string Visit(FloatAffine op, object? argument) => "affine";

    public string Visit(FloatActivation op, object? argument) => op.Function.Name;

    public string Visit(FloatAdd op, object? argument) => "add";

    public string Visit(FloatMaxPool2d op, object? argument) => "max_pool2d";

    public string Visit(FloatUpsample2x op, object? argument) => "upsample2x";

    public string Visit(FloatThreshold op, object? argument) => "threshold";
}
