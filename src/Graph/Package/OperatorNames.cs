using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Graph.Package;

/// <summary>The names of the integer operators in graph.json, and in reports.</summary>
public static class OperatorNames
{
    private static readonly Visitor Names = new();

    /// <summary>The stable name of the operator.</summary>
    public static string Of(IntegerOperator op) => op.Accept(Names, default(object));

    private sealed class Visitor : IIntegerVisitor<object?, string>
    {
        public string Visit(IntegerInput op, object? argument) => "input";

        public string Visit(IntegerAffine op, object? argument) => "affine";

        public string Visit(IntegerConv2d op, object? argument) => "conv2d";

        public string Visit(IntegerAdd op, object? argument) => "add";

        public string Visit(IntegerMaxPool2d op, object? argument) => "max_pool2d";

        public string Visit(IntegerResize2d op, object? argument) => "resize2d";

        public string Visit(IntegerAveragePool2d op, object? argument) => "average_pool2d";

        public string Visit(IntegerMul op, object? argument) => "mul";

        public string Visit(IntegerConcat op, object? argument) => "concat";

        public string Visit(IntegerChannelSelect op, object? argument) => "channel_select";

        public string Visit(IntegerCropPad op, object? argument) => "crop_pad";

        public string Visit(IntegerDepthToSpace op, object? argument) => "depth_to_space";

        public string Visit(IntegerPRelu op, object? argument) => "prelu";

        public string Visit(IntegerMargin op, object? argument) => "margin";

        public string Visit(IntegerTable op, object? argument) => "table";

        public string Visit(IntegerThreshold op, object? argument) => "threshold";
    }
}
