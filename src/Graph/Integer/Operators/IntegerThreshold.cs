namespace FpgaSeg.Graph.Integer;

/// <summary>Mask bit: 1 where x > Threshold.</summary>
public sealed record IntegerThreshold(int Threshold) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
