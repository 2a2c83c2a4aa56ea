namespace FpgaSeg.Graph.Integer;

/// <summary>One method per operator of the integer graph.</summary>
public interface IIntegerVisitor<in TArgument, out TResult>
{
    TResult Visit(IntegerInput op, TArgument argument);

    TResult Visit(IntegerAffine op, TArgument argument);

    TResult Visit(IntegerConv2d op, TArgument argument);

    TResult Visit(IntegerAdd op, TArgument argument);

    TResult Visit(IntegerMaxPool2d op, TArgument argument);

    TResult Visit(IntegerResize2d op, TArgument argument);

    TResult Visit(IntegerAveragePool2d op, TArgument argument);

    TResult Visit(IntegerMul op, TArgument argument);

    TResult Visit(IntegerConcat op, TArgument argument);

    TResult Visit(IntegerChannelSelect op, TArgument argument);

    TResult Visit(IntegerCropPad op, TArgument argument);

    TResult Visit(IntegerDepthToSpace op, TArgument argument);

    TResult Visit(IntegerPRelu op, TArgument argument);

    TResult Visit(IntegerMargin op, TArgument argument);

    TResult Visit(IntegerTable op, TArgument argument);

    TResult Visit(IntegerThreshold op, TArgument argument);
}
