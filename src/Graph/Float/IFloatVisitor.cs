namespace FpgaSeg.Graph.Float;

/// <summary>One method per operator of the float graph.</summary>
public interface IFloatVisitor<in TArgument, out TResult>
{
    TResult Visit(FloatInput op, TArgument argument);

    TResult Visit(FloatConv2d op, TArgument argument);

    TResult Visit(FloatAffine op, TArgument argument);

    TResult Visit(FloatActivation op, TArgument argument);

    TResult Visit(FloatAdd op, TArgument argument);

    TResult Visit(FloatMaxPool2d op, TArgument argument);

    TResult Visit(FloatResize2d op, TArgument argument);

    TResult Visit(FloatAveragePool2d op, TArgument argument);

    TResult Visit(FloatSub op, TArgument argument);

    TResult Visit(FloatMul op, TArgument argument);

    TResult Visit(FloatConcat op, TArgument argument);

    TResult Visit(FloatChannelSelect op, TArgument argument);

    TResult Visit(FloatCropPad op, TArgument argument);

    TResult Visit(FloatDepthToSpace op, TArgument argument);

    TResult Visit(FloatPRelu op, TArgument argument);

    TResult Visit(FloatMargin op, TArgument argument);

    TResult Visit(FloatThreshold op, TArgument argument);
}
