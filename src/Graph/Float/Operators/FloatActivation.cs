namespace FpgaSeg.Graph.Float;

/// <summary>A scalar function of every element.</summary>
public sealed record FloatActivation(ActivationFunction Function) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
