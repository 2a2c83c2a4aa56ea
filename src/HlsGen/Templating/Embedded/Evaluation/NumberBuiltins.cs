using System.Globalization;

namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The functions of the group <c>math</c>.</summary>
internal static class NumberBuiltins
{
    internal static IReadOnlyList<Builtin> All { get; } =
    [
        new("math.abs", 1, 1, a => a[0] is long value ? Absolute(a, value) : Math.Abs(Real(a))),
        new("math.ceil", 1, 1, a => Math.Ceiling(Real(a))),
        new("math.floor", 1, 1, a => Math.Floor(Real(a))),
        new("math.format", 2, 2, Format),
    ];

    private static long Absolute(BuiltinArguments a, long value) => value != long.MinValue ? Math.Abs(value) : throw a.Refuse(0, "above the least integer");

    private static double Real(BuiltinArguments a) => a[0] switch
    {
        double value => value,
        long value => value,
        _ => throw a.Refuse(0, "a number"),
    };

    private static string Format(BuiltinArguments a)
    {
        var format = a.Text(1);
        // Scriban narrows integers to 32 bits where they fit: the hexadecimal digits of a negative one depend on its history.
        if (a[0] is long and < 0 && format.StartsWith('X') | format.StartsWith('x') | format.StartsWith('b') | format.StartsWith('B'))
            throw a.Refuse(0, "at least 0 for this format");
        if (a[0] is not (long or double))
            throw a.Refuse(0, "a number");
        try
        {
            return ((IFormattable)a[0]!).ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw a.Refuse(1, "a numeric format");
        }
    }
}
