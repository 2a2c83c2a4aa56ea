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

    public string Visit(FloatResize2d op, object? argument) => "resize2d";

    public string Visit(FloatAveragePool2d op, object? argument) => "average_pool2d";

    public string Visit(FloatSub op, object? argument) => "sub";

    public string Visit(FloatMul op, object? argument) => "mul";

    public string Visit(FloatConcat op, object? argument) => "concat";

    public string Visit(FloatChannelSelect op, object? argument) => "channel_select";

    public string Visit(FloatCropPad op, object? argument) => "crop_pad";

    public string Visit(FloatDepthToSpace op, object? argument) => "depth_to_space";

    public string Visit(FloatPRelu op, object? argument) => "prelu";

    public string Visit(FloatMargin op, object? argument) => "margin";

    public string Visit(FloatThreshold op, object? argument) => "threshold";
}
