namespace FpgaSeg.Graph.Integer;

/// <summary>
/// An operator of the integer graph; docs/fixed-point.md gives each one's formula. The set is closed: a visitor that misses one
/// does not compile.
/// </summary>
public abstract record IntegerOperator
{
    private protected IntegerOperator()
    {
    }

    /// <summary>Calls the visitor's method for this operator.</summary>
    public abstract TResult Accept<TArgument, TResult>(IIntegerVisitor<TArgument, TResult> visitor, TArgument argument);
}
