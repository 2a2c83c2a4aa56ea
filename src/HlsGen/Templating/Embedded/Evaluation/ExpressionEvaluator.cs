using FpgaSeg.HlsGen.Templating.Embedded.Syntax;

namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>Computes the value of an expression: null, bool, long, double, string, a list or an object.</summary>
internal sealed class ExpressionEvaluator(Scope scope)
{
    internal object? Evaluate(Expression expression) => expression switch
    {
        LiteralExpression literal => literal.Value,
        VariableExpression variable => scope.Get(variable.Name, variable.At),
        MemberExpression member => Member(member),
        IndexExpression index => Index(index),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        ConditionalExpression choice => Evaluate(IsTrue(Evaluate(choice.Condition)) ? choice.Then : choice.Else),
        ArrayExpression array => array.Items.Select(Evaluate).ToArray(),
        CallExpression call => Call(call),
        _ => throw new ArgumentException($"No rule for {expression.GetType().Name}.", nameof(expression)),
    };

    /// <summary>Only null and false are false; 0 and the empty text are true.</summary>
    internal static bool IsTrue(object? value) => value is not (null or false);

    private object? Member(MemberExpression member)
    {
        var target = Evaluate(member.Target);
        var found = target switch
        {
            IReadOnlyDictionary<string, object?> members when members.TryGetValue(member.Name, out var value) => (true, Scope.Normalize(value)),
            IMemberSource source when source.TryGetMember(member.Name, out var value) => (true, value),
            IReadOnlyList<object?> list when member.Name == "size" => (true, (long)list.Count),
            string text when member.Name == "size" => (true, (long)text.Length),
            _ => (false, (object?)null),
        };
        return found.Item1
            ? found.Item2
            : throw TemplateRefusal.Unknown(member.At, $"{ValueText.DescribeFirst(target)} has no member '{member.Name}'.");
    }

    private object? Index(IndexExpression expression)
    {
        var (target, index) = (Evaluate(expression.Target), Evaluate(expression.Index));
        return (target, index) switch
        {
            (IReadOnlyList<object?> list, long i) when i >= 0 && i < list.Count => Scope.Normalize(list[(int)i]),
            (IReadOnlyList<object?> list, long i) =>
                throw TemplateRefusal.Value(expression.At, $"The index {i} is outside the list of {list.Count}."),
            (IReadOnlyDictionary<string, object?> members, string key) when members.TryGetValue(key, out var value) => Scope.Normalize(value),
            (IReadOnlyDictionary<string, object?>, string key) => throw TemplateRefusal.Unknown(expression.At, $"The object has no member '{key}'."),
            _ => throw TemplateRefusal.Value(
                expression.At, $"{ValueText.DescribeFirst(target)} cannot be indexed by {ValueText.Describe(index)}."),
        };
    }

    private object Unary(UnaryExpression unary) => (unary.Operator, Evaluate(unary.Operand)) switch
    {
        ("!", var value) => !IsTrue(value),
        ("+", long value) => value,
        ("+", double value) => value,
        ("-", long value) => -value,
        ("-", double value) => -value,
        (_, var value) => throw TemplateRefusal.Value(unary.At, $"The operator '{unary.Operator}' does not take {ValueText.Describe(value)}."),
    };

    private object Binary(BinaryExpression binary)
    {
        var left = Evaluate(binary.Left);
        return binary.Operator switch
        {
            "&&" => IsTrue(left) && IsTrue(Evaluate(binary.Right)),
            "||" => IsTrue(left) || IsTrue(Evaluate(binary.Right)),
            _ => BinaryOperation.Apply(binary.Operator, left, Evaluate(binary.Right), binary.At),
        };
    }

    private object? Call(CallExpression call) =>
        call.Function.Invoke(new BuiltinArguments(call.Function, call.At, call.Arguments.Select(Evaluate).ToArray()));
}
