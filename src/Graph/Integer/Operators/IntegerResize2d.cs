namespace FpgaSeg.Graph.Integer;

/// <summary>q = (sum of weight * source * Multiplier + half) >> Shift over the two rows and two columns that an output mixes.</summary>
public sealed record IntegerResize2d(ResizeAxis Rows, ResizeAxis Columns, int Multiplier, int Shift) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
