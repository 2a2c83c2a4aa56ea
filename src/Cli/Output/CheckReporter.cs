using System.Text;
using System.Text.Json.Serialization;
using FpgaSeg.Cli.Workflows;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.Files;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>check --json.</summary>
internal sealed record CheckReport(NetworkCheckJson[] Networks);

/// <summary>One network; a stage that was not reached is null.</summary>
internal sealed record NetworkCheckJson(
    string File,
    string? Input,
    long? Parameters,
    long? Macs,
    bool? Imports,
    bool? Quantizes,
    bool? Simulates,
    bool? Generates,
    bool? BitExact,
    long? WeightBytes,
    double? LogitSqnrDb,
    RefusalJson[] Refusals,
    DivergenceJson? FirstDivergence);

/// <summary>Why a stage refused a network.</summary>
internal sealed record RefusalJson(string Code, string Message, string? At, string? Why, string? Try);

/// <summary>What check prints.</summary>
internal static class CheckReporter
{
    private static readonly string[] Headings =
        ["network", "input", "parameters", "GMAC", "imports", "quantizes", "simulates", "C++ generated", "bit-exact", "first reason why not"];

    public static int Print(CommandOutput output, IReadOnlyList<NetworkCheck> checks, CheckStage goal, string? markdown)
    {
        output.Report(() => new CheckReport([.. checks.Select(Json)]), () => ReportContext.Default.CheckReport);
        if (!output.Json)
            output.Tables.Write(TableOf(checks));
        if (markdown is not null)
            AtomicFile.WriteText(markdown, MarkdownOf(checks));
        foreach (var refusal in checks.Where(c => c.Refusals is not null).SelectMany(c => c.Refusals!.Select(r => $"{c.File}: {r}")))
            Console.Error.WriteLine(refusal);
        return checks.All(c => c.Reached >= goal) ? ExitCode.Done : ExitCode.AnswerIsNo;
    }

    /// <summary>The table as Markdown.</summary>
    public static string MarkdownOf(IEnumerable<NetworkCheck> checks)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", Headings).Append(" |\n|").Append(string.Concat(Headings.Select(_ => "---|"))).Append('\n');
        foreach (var check in checks)
            text.Append("| ").AppendJoin(" | ", Cells(check).Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        return text.ToString();
    }

    private static Table TableOf(IEnumerable<NetworkCheck> checks)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in Headings)
            table.AddColumn(new TableColumn(heading));
        foreach (var check in checks)
            table.AddRow([.. Cells(check).Select(Markup.Escape)]);
        return table;
    }

    private static string[] Cells(NetworkCheck check) =>
    [
        check.File,
        check.Input?.ToString() ?? "-",
        check.Parameters?.ToString("N0") ?? "-",
        check.Macs is { } macs ? $"{macs / 1e9:F4}" : "-",
        .. Enum.GetValues<CheckStage>().Select(s => check.Passed(s) switch { true => "yes", false => "no", null => "-" }),
        Reason(check),
    ];

    private static string Reason(NetworkCheck check) => check.Divergence is { } d
        ? $"{d.Operator} differs at channel {d.Channel}, row {d.Y}, column {d.X}: {d.Actual} instead of {d.Expected}"
        : check.Refusals is [var first, ..] ? $"{first.Code}: {first.Message}{(first.Why is null ? "" : $" ({first.Why.TrimEnd('.')})")}" : "";

    private static NetworkCheckJson Json(NetworkCheck check) => new(
        check.File,
        check.Input?.ToString(),
        check.Parameters,
        check.Macs,
        check.Passed(CheckStage.Imports),
        check.Passed(CheckStage.Quantizes),
        check.Passed(CheckStage.Simulates),
        check.Passed(CheckStage.Generates),
        check.Passed(CheckStage.IsBitExact),
        check.WeightBytes,
        check.LogitSqnrDb is { } db && double.IsFinite(db) ? db : null,
        [.. (check.Refusals ?? []).Select(Json)],
        check.Divergence is { } d ? new DivergenceJson(d.Image, d.Operator, d.Channel, d.Y, d.X, d.Expected, d.Actual) : null);

    private static RefusalJson Json(Diagnostic refusal) => new(refusal.Code, refusal.Message, refusal.At, refusal.Why, refusal.Try);
}
