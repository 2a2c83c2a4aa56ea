namespace FpgaSeg.Graph.Float;

/// <summary>An operator of the float graph. The set is closed: a visitor that misses one does not compile.</summary>
public abstract record FloatOperator
{
    private protected FloatOperator()
    {
    }

    /// <summary>Calls the visitor's method for this operator.</summary>
    public abstract TResult Accept<TArgument, TResult>(IFloatVisitor<TArgument, TResult> visitor, TArgument argument);
}
