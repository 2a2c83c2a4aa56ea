namespace FpgaSeg.Graph.Float;

/// <summary>Height and width changed by nearest source or bilinear mixing.</summary>
public sealed record FloatResize2d(ResizeAxis Rows, ResizeAxis Columns) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
