using FpgaSeg.Core.FixedPoint;

namespace FpgaSeg.Graph.Integer;

/// <summary>Per-channel requantisation of x: pixel normalisation, batch norm that cannot fold, a change of scale.</summary>
public sealed record IntegerAffine(Requantizer Requantizer) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
