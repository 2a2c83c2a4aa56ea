namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The binary operators on values. Two integers stay exact; an integer beside a double becomes one.</summary>
internal static class BinaryOperation
{
    internal static object Apply(string symbol, object? left, object? right, TemplatePosition at) => (left, right) switch
    {
        (string, _) or (_, string) => OnText(symbol, left, right, at),
        (long a, long b) => OnIntegers(symbol, a, b, at),
        (long or double, long or double) => OnDoubles(symbol, ToDouble(left), ToDouble(right), at),
        (null, _) or (_, null) when symbol is "==" or "!=" => (left is null && right is null) == (symbol == "=="),
        (bool a, bool b) when symbol is "==" or "!=" => (a == b) == (symbol == "=="),
        _ => throw Refuse(symbol, left, right, at),
    };

    private static object OnIntegers(string symbol, long a, long b, TemplatePosition at)
    {
        try
        {
            return symbol switch
            {
                "+" => checked(a + b),
                "-" => checked(a - b),
                "*" => checked(a * b),
                "/" => (double)a / b,
                "//" => a / b,
                "%" => a % b,
                ".." or "..<" => RangeList.Create(a, b, symbol == "..<", at),
                _ => Compare(symbol, a.CompareTo(b)),
            };
        }
        catch (OverflowException)
        {
            throw TemplateRefusal.Value(at, $"{a} {symbol} {b} does not fit 64 bits.");
        }
        catch (DivideByZeroException)
        {
            throw TemplateRefusal.Value(at, $"{a} {symbol} {b} divides by zero.");
        }
    }

    private static object OnDoubles(string symbol, double a, double b, TemplatePosition at) => symbol switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        "==" => a == b,
        "!=" => a != b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        ">=" => a >= b,
        _ => throw Refuse(symbol, a, b, at),
    };

    private static object OnText(string symbol, object? left, object? right, TemplatePosition at)
    {
        var (a, b) = (ValueText.Of(left, at), ValueText.Of(right, at));
        return symbol switch
        {
            "+" => a + b,
            "*" when (left is string ? right : left) is long count => Repeat((left is string ? a : b) ?? "", count, at),
            "-" or "*" or "/" or "//" or "%" or ".." or "..<" => throw Refuse(symbol, left, right, at),
            _ => Compare(symbol, string.CompareOrdinal(a, b)),
        };
    }

    private static string Repeat(string text, long count, TemplatePosition at) => text.Length * Math.Max(count, 0) <= 1 << 20
        ? string.Concat(Enumerable.Repeat(text, (int)Math.Max(count, 0)))
        : throw TemplateRefusal.Value(at, $"A text of {text.Length} characters repeated {count} times is too long.");

    private static bool Compare(string symbol, int order) => symbol switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(symbol), symbol, "Not an operator."),
    };

    private static double ToDouble(object? value) => value is long integer ? integer : (double)value!;

    private static TemplateRefusal Refuse(string symbol, object? left, object? right, TemplatePosition at) =>
        TemplateRefusal.Value(at, $"The operator '{symbol}' does not take {ValueText.Describe(left)} and {ValueText.Describe(right)}.");
}
