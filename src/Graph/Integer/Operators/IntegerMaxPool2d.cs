namespace FpgaSeg.Graph.Integer;

/// <summary>Maximum over a window; taps outside the map are left out.</summary>
public sealed record IntegerMaxPool2d(WindowGeometry Window) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
