namespace FpgaSeg.Graph.Float;

/// <summary>x where positive, else x * Slopes[c].</summary>
public sealed record FloatPRelu(float[] Slopes) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
