namespace FpgaSeg.Import.Onnx.Functions;

/// <summary>
/// A function of one number, built up while exporters' elementary nodes are read: x * Sigmoid(x) is a product of two expressions of one
/// map. It becomes an operator when something else reads the map.
/// </summary>
/// <param name="Text">The formula; equal texts mean equal functions.</param>
/// <param name="Cost">Elementary steps of one evaluation.</param>
internal abstract record ScalarExpression(string Text, int Cost)
{
    /// <summary>Longer formulas are applied in several operators; it also bounds recursion and evaluation time.</summary>
    public const int MostCost = 48;

    /// <summary>The map itself.</summary>
    public static readonly ScalarExpression Source = new SourceExpression();

    /// <summary>The value for one element.</summary>
    public abstract double At(double x);

    /// <summary>The expression as x * Factor + Offset, or null where it is none.</summary>
    public virtual Line? AsLine => null;

    /// <summary>A number.</summary>
    public static ScalarExpression Constant(double value) => new ConstantExpression(value);

    /// <summary>The same with <paramref name="part"/>, found by reference, replaced; null where x is read elsewhere too.</summary>
    public abstract ScalarExpression? After(ScalarExpression part);

    /// <summary>This and every expression it is made of, the outermost first.</summary>
    public abstract IEnumerable<ScalarExpression> Parts { get; }
}

/// <summary>x * Factor + Offset.</summary>
internal readonly record struct Line(double Factor, double Offset)
{
    public bool IsIdentity => Factor == 1 && Offset == 0;
}

/// <summary>x.</summary>
internal sealed record SourceExpression() : ScalarExpression("x", 0)
{
    public override Line? AsLine => new Line(1, 0);

    public override IEnumerable<ScalarExpression> Parts => [this];

    public override double At(double x) => x;

    public override ScalarExpression? After(ScalarExpression part) => ReferenceEquals(part, this) ? this : null;
}

/// <summary>A number that does not depend on x.</summary>
internal sealed record ConstantExpression(double Value) : ScalarExpression($"{Value:R}", 0)
{
    public override Line? AsLine => new Line(0, Value);

    public override IEnumerable<ScalarExpression> Parts => [this];

    public override double At(double x) => Value;

    public override ScalarExpression? After(ScalarExpression part) => this;
}
