namespace FpgaSeg.Graph.Integer;

/// <summary>q = clip((a * MultiplierA + b * MultiplierB + half) >> Shift): one rounding over both operands; b repeated as <see cref="Broadcast"/> says.</summary>
public sealed record IntegerAdd(int MultiplierA, int MultiplierB, int Shift) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
