namespace FpgaSeg.Graph.Float;

/// <summary>
/// The mask head: 1 where x > Threshold. A sigmoid followed by a comparison with 0.5 imports as Threshold 0.
/// The importer ends every graph with one.
/// </summary>
public sealed record FloatThreshold(float Threshold) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
