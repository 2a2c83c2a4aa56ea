namespace FpgaSeg.Graph.Float;

/// <summary>Height and width doubled.</summary>
public sealed record FloatUpsample2x(UpsampleMode Mode) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
