namespace FpgaSeg.Graph.Float;

/// <summary>Sum over a bin divided by <paramref name="Divisor"/>, or by the number of sources in the bin where that is null.</summary>
public sealed record FloatAveragePool2d(PoolAxis Rows, PoolAxis Columns, int? Divisor) : FloatOperator
{
    /// <summary>The numbers of sources that its bins have, ascending.</summary>
    public IEnumerable<int> Areas() =>
        (from y in Enumerable.Range(0, Rows.OutputSize).Select(Rows.Length).Distinct()
         from x in Enumerable.Range(0, Columns.OutputSize).Select(Columns.Length).Distinct()
         select y * x).Distinct().Order();

    public override TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument) =>
        visitor.Visit(this, argument);
}
