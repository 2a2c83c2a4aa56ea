namespace FpgaSeg.Graph.Float;

/// <summary>First map minus the second, which is repeated as in <see cref="FloatAdd"/>.</summary>
public sealed record FloatSub : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
