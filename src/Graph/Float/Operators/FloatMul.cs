namespace FpgaSeg.Graph.Float;

/// <summary>Product of two maps, the second repeated as in <see cref="FloatAdd"/>: a gate per channel or per pixel.</summary>
public sealed record FloatMul : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
