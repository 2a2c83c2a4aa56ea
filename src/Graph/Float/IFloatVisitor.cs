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

    TResult Visit(FloatUpsample2x op, TArgument argument);

    TResult Visit(FloatThreshold op, TArgument argument);
}
