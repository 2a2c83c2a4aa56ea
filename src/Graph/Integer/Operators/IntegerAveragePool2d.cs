using System.Collections.Immutable;

namespace FpgaSeg.Graph.Integer;

/// <summary>q = clip((sum over the bin * M + half) >> Shift), where M belongs to the number of sources in the bin.</summary>
/// <param name="Rows">Bins of rows.</param>
/// <param name="Columns">Bins of columns.</param>
/// <param name="Areas">The numbers of sources that occur, ascending; empty where one multiplier serves all.</param>
/// <param name="Multipliers">One per area, or one.</param>
/// <param name="Shift">S.</param>
public sealed record IntegerAveragePool2d(PoolAxis Rows, PoolAxis Columns, ImmutableArray<int> Areas, ImmutableArray<int> Multipliers, int Shift) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
