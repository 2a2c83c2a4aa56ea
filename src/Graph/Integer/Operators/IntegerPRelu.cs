using System.Collections.Immutable;

namespace FpgaSeg.Graph.Integer;

/// <summary>q = clip((x * M + half) >> Shift), M = PositiveMultiplier where x is positive, else NegativeMultipliers[c].</summary>
public sealed record IntegerPRelu(int PositiveMultiplier, ImmutableArray<int> NegativeMultipliers, int Shift) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
