namespace FpgaSeg.Graph.Float;

/// <summary>Output (c, y * BlockY + i, x * BlockX + j) is input channel (c * BlockY + i) * BlockX + j at (y, x): PyTorch's pixel shuffle.</summary>
public sealed record FloatDepthToSpace(int BlockY, int BlockX) : FloatOperator
{
    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
