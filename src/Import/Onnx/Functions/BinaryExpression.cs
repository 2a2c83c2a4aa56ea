namespace FpgaSeg.Import.Onnx.Functions;

/// <summary>The arithmetic of two expressions.</summary>
/// <param name="Operation">ONNX's name of the operator.</param>
/// <param name="Left">First operand.</param>
/// <param name="Right">Second operand.</param>
internal sealed record BinaryExpression(string Operation, ScalarExpression Left, ScalarExpression Right)
    : ScalarExpression($"({Left.Text} {Sign(Operation)} {Right.Text})", Left.Cost + Right.Cost + 1)
{
    public override IEnumerable<ScalarExpression> Parts => Left.Parts.Concat(Right.Parts).Prepend(this);

    public override Line? AsLine => (Operation, Left.AsLine, Right.AsLine) switch
    {
        ("Add", { } a, { } b) => new Line(a.Factor + b.Factor, a.Offset + b.Offset),
        ("Sub", { } a, { } b) => new Line(a.Factor - b.Factor, a.Offset - b.Offset),
        ("Mul", { } a, { Factor: 0 } b) => new Line(a.Factor * b.Offset, a.Offset * b.Offset),
        ("Mul", { Factor: 0 } a, { } b) => new Line(b.Factor * a.Offset, b.Offset * a.Offset),
        ("Div", { } a, { Factor: 0, Offset: not 0 } b) => new Line(a.Factor / b.Offset, a.Offset / b.Offset),
        _ => null,
    };

    /// <summary>The operator on two numbers.</summary>
    public static double Compute(string operation, double a, double b) => operation switch
    {
        "Add" => a + b,
        "Sub" => a - b,
        "Mul" => a * b,
        "Div" => a / b,
        "Pow" => Math.Pow(a, b),
        "Min" => Math.Min(a, b),
        _ => Math.Max(a, b),
    };

    public override double At(double x) => Compute(Operation, Left.At(x), Right.At(x));

    public override ScalarExpression? After(ScalarExpression part)
    {
        if (ReferenceEquals(part, this))
            return Source;
        return Left.After(part) is { } left && Right.After(part) is { } right ? new BinaryExpression(Operation, left, right) : null;
    }

    private static string Sign(string operation) => operation switch
    {
        "Add" => "+",
        "Sub" => "-",
        "Mul" => "*",
        "Div" => "/",
        "Pow" => "^",
        _ => operation.ToLowerInvariant(),
    };
}
