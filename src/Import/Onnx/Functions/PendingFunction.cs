using FpgaSeg.Graph;
using FpgaSeg.Import.Onnx.Values;

namespace FpgaSeg.Import.Onnx.Functions;

/// <summary>Extends the function that a value has pending. A formula that has become long is applied first.</summary>
internal static class PendingFunction
{
    /// <summary>A function of every element.</summary>
    public static TensorValue Apply(NodeReading reading, TensorValue value, ActivationFunction function) =>
        Extend(reading, value, expression => new UnaryExpression(function, expression));

    /// <summary>The arithmetic of every element and a number, which stands first or second.</summary>
    public static TensorValue WithNumber(NodeReading reading, string operation, TensorValue value, double number, bool numberFirst) =>
        Extend(reading, value, expression => numberFirst
            ? new BinaryExpression(operation, ScalarExpression.Constant(number), expression)
            : new BinaryExpression(operation, expression, ScalarExpression.Constant(number)));

    /// <summary>The arithmetic of two values element by element, if they are functions of one map; else null.</summary>
    public static TensorValue? OfOneMap(NodeReading reading, string operation, TensorValue a, TensorValue b)
    {
        if (a.Node < 0 || a.Node != b.Node || a.Layout is not { } layout || !layout.Equals(b.Layout))
            return null;
        if (a.Function.Cost + b.Function.Cost < ScalarExpression.MostCost)
            return a with { Function = new BinaryExpression(operation, a.Function, b.Function), Source = reading.Node, Operand = null };
        var (first, second) = (reading.Apply(a), reading.Apply(b));
        return first != second ? null : OfOneMap(reading, operation, TensorValue.Of(first, layout), TensorValue.Of(second, layout));
    }

    private static TensorValue Extend(NodeReading reading, TensorValue value, Func<ScalarExpression, ScalarExpression> extend)
    {
        var start = value.Function.Cost < ScalarExpression.MostCost ? value : TensorValue.Of(reading.Apply(value), value.Layout);
        return start with { Function = extend(start.Function), Source = reading.Node, Operand = start with { Operand = null } };
    }
}
