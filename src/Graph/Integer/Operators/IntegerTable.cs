using System.Collections.Immutable;

namespace FpgaSeg.Graph.Integer;

/// <summary>
/// A function of an 8-bit integer by table: 256 entries, entry i for the input whose low 8 bits, as unsigned, are i
/// (two's complement where the input is signed).
/// </summary>
public sealed record IntegerTable(ImmutableArray<int> Entries) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
