namespace FpgaSeg.Graph.Integer;

/// <summary>The raw uint8 pixels that the link carries.</summary>
public sealed record IntegerInput : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
