namespace FpgaSeg.HlsGen.Templating.Embedded.Evaluation;

/// <summary>The arguments of one call, converted as Scriban converts them; what it would convert surprisingly is refused.</summary>
internal sealed class BuiltinArguments(Builtin function, TemplatePosition at, IReadOnlyList<object?> values)
{
    internal object? this[int index] => values[index];

    /// <summary>The argument printed; null is empty.</summary>
    internal string Text(int index) => Print(values[index]);

    /// <summary>Any value printed; null is empty.</summary>
    internal string Print(object? value) => ValueText.Of(value, at) ?? "";

    internal int Integer(int index) => values[index] is long value and >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw Refuse(index, "an integer");

    internal IReadOnlyList<object?> List(int index) => values[index] as IReadOnlyList<object?> ?? throw Refuse(index, "a list");

    internal TemplateRefusal Refuse(int index, string wanted) => TemplateRefusal.Value(
        at, $"Argument {index + 1} of '{function.Name}' must be {wanted}, not {ValueText.Describe(values[index])}.");
}
