namespace FpgaSeg.Graph.Integer;

/// <summary>Height and width doubled; bilinear is (9a + 3b + 3c + d + 8) >> 4 with edges repeated.</summary>
public sealed record IntegerUpsample2x(UpsampleMode Mode) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
