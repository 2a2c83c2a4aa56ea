namespace FpgaSeg.Graph.Integer;

/// <summary>Channels of all inputs, one input after the other; all of one format and scale.</summary>
public sealed record IntegerConcat : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
