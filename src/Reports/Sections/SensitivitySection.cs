using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>What fewer bits in one layer do to the network, as a shaded matrix of layers and widths.</summary>
internal static class SensitivitySection
{
    private const int Shades = 5;

    public static Markup Draw(SensitivityTable table)
    {
        (string Part, int Bits)[] columns = [.. table.Trials.Select(ColumnOf).Distinct().OrderByDescending(c => c.Bits)];
        var (low, high) = (table.Trials.Min(e => e.Metric), table.Trials.Max(e => e.Metric));
        var rows = table.Trials.GroupBy(e => e.Layer, StringComparer.Ordinal).OrderBy(g => Badness(g, table)).ThenBy(g => g.Key, StringComparer.Ordinal);
        TableHead[] heads = [new("layer", "the only one that is narrowed", IsNumber: false), .. columns.Select(c => HeadOf(c, table))];
        return Section.Of(
            "sensitivity",
            "Sensitivity",
            $"{table.MetricName}, with one part of one layer alone at fewer bits: {(table.HigherIsBetter ? "higher" : "lower")} is better. The layers that matter most come first; darker is worse.",
            Section.Table("sensitivity-table", "Layers and widths", heads, rows.Select(g => Row(g, columns, m => Shade(m, low, high, table.HigherIsBetter)))));
    }

    private static (string Part, int Bits) ColumnOf(SensitivityTrial trial) => (trial.Part, trial.Bits);

    private static TableHead HeadOf((string Part, int Bits) column, SensitivityTable table) =>
        new($"{column.Part}, {column.Bits} bits", $"{table.MetricName}, with {column.Part} of this layer alone at {column.Bits} bits");

    /// <summary>The worst trial of a layer, so that an ascending order puts the most sensitive layer first.</summary>
    private static double Badness(IEnumerable<SensitivityTrial> trials, SensitivityTable table) =>
        table.HigherIsBetter ? trials.Min(t => t.Metric) : -trials.Max(t => t.Metric);

    private static int Shade(double metric, double low, double high, bool higherIsBetter)
    {
        var share = high > low ? (metric - low) / (high - low) : 0.5;
        return (int)Math.Round((higherIsBetter ? 1 - share : share) * (Shades - 1));
    }

    private static Markup Row(IGrouping<string, SensitivityTrial> layer, (string Part, int Bits)[] columns, Func<double, int> shade)
    {
        var byColumn = layer.GroupBy(ColumnOf).ToDictionary(g => g.Key, g => g.First().Metric);
        return Markup.Of($"""
            <tr><th scope="row">{layer.Key}</th>{columns.Select(c => byColumn.TryGetValue(c, out var m)
                ? Markup.Of($"""<td class="num heat{shade(m)}" data-v="{m:R}">{Units.Real(m)}</td>""")
                : Section.Number(null, ""))}</tr>

            """);
    }
}
