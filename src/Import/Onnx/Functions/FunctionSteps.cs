using FpgaSeg.Graph;
using FpgaSeg.Graph.Float;

namespace FpgaSeg.Import.Onnx.Functions;

/// <summary>
/// Turns an expression into operators: one function of the catalogue where it equals one, an affine before it where that is what is
/// left, and otherwise one composed function, which is a single table in fixed point.
/// </summary>
internal static class FunctionSteps
{
    /// <summary>The operators, in order, for a map of <paramref name="channels"/> channels; none for x itself.</summary>
    public static IReadOnlyList<FloatOperator> Of(ScalarExpression expression, int channels)
    {
        if (expression.AsLine is { } line)
            return line.IsIdentity ? [] : [Affine(line, channels)];
        if (Known(expression) is { } function)
            return [new FloatActivation(function)];
        if (AfterALine(expression, channels) is { } shifted)
            return shifted;
        if (expression is UnaryExpression { Function.IsRectifier: true } clip)
            return [.. Of(clip.Operand, channels), new FloatActivation(clip.Function)];
        return BeforeALine(expression, channels) ?? [new FloatActivation(ActivationFunction.Composed(expression.Text, expression.At))];
    }

    private static ActivationFunction? Known(ScalarExpression expression) =>
        expression is UnaryExpression { Operand: SourceExpression } unary ? unary.Function : FunctionMatch.Find(expression);

    /// <summary>A catalogue function of a line: the line folds into the convolution before it.</summary>
    private static IReadOnlyList<FloatOperator>? AfterALine(ScalarExpression expression, int channels)
    {
        foreach (var part in expression.Parts.Where(p => p is BinaryExpression && p.AsLine is { Factor: not 0 }))
        {
            if (expression.After(part) is { } rest && Known(rest) is { } function)
                return [Affine(part.AsLine!.Value, channels), new FloatActivation(function)];
        }

        return null;
    }

    /// <summary>A line of a clip: the clip costs nothing in fixed point, and a table would round its operand once more.</summary>
    private static IReadOnlyList<FloatOperator>? BeforeALine(ScalarExpression expression, int channels)
    {
        foreach (var part in expression.Parts.Where(p => p is UnaryExpression { Function.IsRectifier: true }))
        {
            if (expression.After(part)?.AsLine is { } line)
                return [.. Of(part, channels), Affine(line, channels)];
        }

        return null;
    }

    private static FloatAffine Affine(Line line, int channels) => new(
        [.. Enumerable.Repeat((float)line.Factor, channels)], [.. Enumerable.Repeat((float)line.Offset, channels)]);
}
