namespace FpgaSeg.Graph.Integer;

/// <summary>One method per operator of the integer graph.</summary>
public interface IIntegerVisitor<in TArgument, out TResult>
{
    TResult Visit(IntegerInput op, TArgument argument);

    TResult Visit(IntegerAffine op, TArgument argument);

    TResult Visit(IntegerConv2d op, TArgument argument);

    TResult Visit(IntegerAdd op, TArgument argument);

    TResult Visit(IntegerMaxPool2d op, TArgument argument);

    TResult Visit(IntegerUpsample2x op, TArgument argument);

    TResult Visit(IntegerTable op, TArgument argument);

    TResult Visit(IntegerThreshold op, TArgument argument);
}
