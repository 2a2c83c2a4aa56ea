using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>Which method chose the scale of every value, and what each of the others would have cost.</summary>
internal static class MethodSection
{
    public static Markup Draw(IReadOnlyList<RangeChoice> choices)
    {
        string[] methods = [.. choices.SelectMany(c => c.ErrorDb.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        TableHead[] heads =
        [
            new("value", "the float value that is held in integers; /skip: the narrow copy that a long skip stores", IsNumber: false),
            new("format", "u: unsigned, s: signed and narrow", IsNumber: false),
            new("scale", "real value of the integer 1"),
            new("method", "how the scale was chosen", IsNumber: false),
            .. methods.Select(m => new TableHead($"{m}, dB", $"error at the readers' outputs, relative to their signal, with the scale of {m}: lower is better")),
        ];
        return Section.Of(
            "methods",
            "Scales",
            $"{Summary(choices)} Where several methods were tried, their errors at the outputs of what reads the value are shown: the lowest won, equal scales are tried once.",
            Section.Table("method-table", "Method and scale of every value", heads, choices.Select(c => Row(c, methods))));
    }

    private static string Summary(IReadOnlyList<RangeChoice> choices)
    {
        var counts = choices.GroupBy(NameOf).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);
        return $"{string.Join(", ", counts.Select(g => $"{g.Count()} by {g.Key}"))}.";
    }

    private static Markup Row(RangeChoice choice, string[] methods) => Markup.Of($"""
        <tr><th scope="row">{Units.Name(choice.Name)}</th><td>{choice.Format}</td>{Section.Number(choice.Scale, Units.Real(choice.Scale))}<td><span class="kind multiplies">{NameOf(choice)}</span></td>{methods.Select(m => Error(choice, m))}</tr>

        """);

    private static Markup Error(RangeChoice choice, string method)
    {
        if (!choice.ErrorDb.TryGetValue(method, out var db))
            return Section.Number(null, "");
        return method == NameOf(choice)
            ? Markup.Of($"""<td class="num best" data-v="{db:R}">{db:F1}</td>""")
            : Section.Number(db, $"{db:F1}");
    }

    private static string NameOf(RangeChoice choice) => choice.Method.ToString().ToLowerInvariant();
}
