namespace FpgaSeg.Graph.Float;

/// <summary>Channel Class minus the largest other channel: positive exactly where softmax and argmax choose the class alone.</summary>
public sealed record FloatMargin(int Class) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
