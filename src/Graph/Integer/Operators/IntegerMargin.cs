namespace FpgaSeg.Graph.Integer;

/// <summary>Channel Class minus the largest other channel, exact.</summary>
public sealed record IntegerMargin(int Class) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
