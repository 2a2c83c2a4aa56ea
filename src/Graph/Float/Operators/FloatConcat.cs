namespace FpgaSeg.Graph.Float;

/// <summary>Channels of all inputs, one input after the other.</summary>
public sealed record FloatConcat : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
