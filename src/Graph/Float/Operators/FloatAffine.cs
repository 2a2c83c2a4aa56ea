namespace FpgaSeg.Graph.Float;

/// <summary>Batch norm in its inference form: y = x * Scale[c] + Shift[c].</summary>
public sealed record FloatAffine(float[] Scale, float[] Shift) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
