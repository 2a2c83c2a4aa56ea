namespace FpgaSeg.Graph.Float;

/// <summary>Sum of two maps; the second may be one of a channel, of a pixel, or both, and is then repeated (see <see cref="Broadcast"/>).</summary>
public sealed record FloatAdd : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
