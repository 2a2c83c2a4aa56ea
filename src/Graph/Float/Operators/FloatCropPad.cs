namespace FpgaSeg.Graph.Float;

/// <summary>Output (y, x) is input (y + Top, x + Left), zero outside the input: a crop, or padding where Top and Left are negative.</summary>
public sealed record FloatCropPad(int Top, int Left) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
