using System.Collections.Immutable;

namespace FpgaSeg.Graph.Float;

/// <summary>Output channel c is input channel Channels[c]: a slice, a split or a shuffle of channels.</summary>
public sealed record FloatChannelSelect(ImmutableArray<int> Channels) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
