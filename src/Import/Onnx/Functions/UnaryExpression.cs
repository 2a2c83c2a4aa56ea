using FpgaSeg.Graph;

namespace FpgaSeg.Import.Onnx.Functions;

/// <summary>A named function of an expression.</summary>
internal sealed record UnaryExpression(ActivationFunction Function, ScalarExpression Operand)
    : ScalarExpression($"{Function.Name}({Operand.Text})", Operand.Cost + 1)
{
    public override IEnumerable<ScalarExpression> Parts => Operand.Parts.Prepend(this);

    public override double At(double x) => Function.Evaluate(Operand.At(x));

    public override ScalarExpression? After(ScalarExpression part) =>
        ReferenceEquals(part, this) ? Source : Operand.After(part) is { } operand ? new UnaryExpression(Function, operand) : null;
}
