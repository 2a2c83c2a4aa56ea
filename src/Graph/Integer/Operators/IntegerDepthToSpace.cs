namespace FpgaSeg.Graph.Integer;

/// <summary>Output (c, y * BlockY + i, x * BlockX + j) is input channel (c * BlockY + i) * BlockX + j at (y, x).</summary>
public sealed record IntegerDepthToSpace(int BlockY, int BlockX) : IntegerOperator
{
    public override TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
