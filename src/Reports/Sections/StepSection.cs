using FpgaSeg.Quantizer.Report;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>The way from float to integers, step by step.</summary>
internal static class StepSection
{
    private static readonly TableHead[] Heads =
    [
        new("step", "in the order in which they ran", IsNumber: false),
        new("seconds", "how long it took"),
        new("what it did", "every single change unfolds", IsNumber: false),
    ];

    public static Markup Draw(IReadOnlyList<StepLog> steps) => Section.Of(
        "steps",
        "Steps",
        $"What every step did on the way from float to integers, {steps.Sum(s => s.Seconds):F1} seconds in all. docs/quantization.md says why they stand in this order.",
        Section.Table("step-table", "Steps of the quantization", Heads, steps.Select(Row)));

    private static Markup Row(StepLog step) => Markup.Of($"""
        <tr><th scope="row">{step.Name}</th>{Section.Number(step.Seconds, $"{step.Seconds:F2}")}<td class="story">{Text(step.Findings)}{(step.Details.Count > 0 ? Details(step.Details) : Markup.Empty)}</td></tr>

        """);

    private static string Text(IReadOnlyList<string> findings) => findings.Count == 0 ? "Nothing to do." : $"{string.Join("; ", findings)}.";

    private static Markup Details(IReadOnlyList<string> details) => Markup.Of($"""
        <details><summary>{details.Count} changes</summary><ul>{details.Select(d => Markup.Of($"<li>{Units.Name(d)}</li>"))}</ul></details>
        """);
}
