using System.Collections.Immutable;

namespace FpgaSeg.Graph.Integer;

/// <summary>Output channel c is input channel Channels[c].</summary>
public sealed record IntegerChannelSelect(ImmutableArray<int> Channels) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
