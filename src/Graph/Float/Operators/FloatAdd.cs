namespace FpgaSeg.Graph.Float;

/// <summary>Sum of two maps of one shape.</summary>
public sealed record FloatAdd : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
