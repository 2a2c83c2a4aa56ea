namespace FpgaSeg.Graph.Float;

/// <summary>The network's input, after normalisation.</summary>
public sealed record FloatInput : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
