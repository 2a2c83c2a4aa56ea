namespace FpgaSeg.Graph.Integer;

/// <summary>Output (y, x) is input (y + Top, x + Left), zero outside the input.</summary>
public sealed record IntegerCropPad(int Top, int Left) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
