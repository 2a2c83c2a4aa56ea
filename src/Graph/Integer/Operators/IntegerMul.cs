namespace FpgaSeg.Graph.Integer;

/// <summary>q = clip((a * b * Multiplier + half) >> Shift); b repeated as <see cref="Broadcast"/> says.</summary>
public sealed record IntegerMul(int Multiplier, int Shift) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
