namespace FpgaSeg.Graph.Float;

/// <summary>Maximum over a window; padding never wins.</summary>
public sealed record FloatMaxPool2d(WindowGeometry Window) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
