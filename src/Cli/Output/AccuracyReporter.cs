using FpgaSeg.Core.Metrics;
using FpgaSeg.Verification.Accuracy;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What evaluate prints.</summary>
internal static class AccuracyReporter
{
    public static int Print(CommandOutput output, AccuracyReport report)
    {
        output.Report(
            new EvaluateReport(
                report.Images.Count,
                Json(report.Float),
                Json(report.Fixed),
                report.ChangedPixelsPercent,
                [.. report.Images.Select(i => new ImageScoresJson(
                    i.Name, i.FloatScores?.Dice, i.FloatScores?.Iou, i.FixedScores?.Dice, i.FixedScores?.Iou, i.ChangedPixelsPercent))]),
            ReportContext.Default.EvaluateReport);
        if (output.Json)
            return ExitCode.Done;
        output.Tables.Write(PerImage(report));
        output.Tables.Write(Summary(report));
        return ExitCode.Done;
    }

    private static Table PerImage(AccuracyReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("image", "float Dice", "fixed Dice", "float IoU", "fixed IoU", "changed %");
        foreach (var i in report.Images)
            table.AddRow(Markup.Escape(i.Name), Text(i.FloatScores?.Dice), Text(i.FixedScores?.Dice), Text(i.FloatScores?.Iou), Text(i.FixedScores?.Iou), Text(i.ChangedPixelsPercent, "F3"));
        return table;
    }

    private static Table Summary(AccuracyReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns($"{report.Images.Count} images", "float", "fixed");
        void Row(string name, Func<ScoreSummary, double> value) =>
            table.AddRow(name, Text(report.Float is { } f ? value(f) : null), Text(report.Fixed is { } x ? value(x) : null));
        Row("Dice, mean over images", s => s.Mean.Dice);
        Row("IoU, mean over images", s => s.Mean.Iou);
        Row("Dice, pooled over pixels", s => s.Pooled.Dice);
        Row("IoU, pooled over pixels", s => s.Pooled.Iou);
        Row("precision, pooled", s => s.Pooled.Precision);
        Row("F1, pooled", s => s.Pooled.Dice);
        Row("AAC, pooled", s => s.Pooled.Aac);
        table.AddRow("changed pixels, %", "", Text(report.ChangedPixelsPercent, "F4"));
        return table;
    }

    private static ScoresJson? Json(ScoreSummary? s) => s is null
        ? null
        : new ScoresJson(s.Mean.Dice, s.Mean.Iou, s.Pooled.Dice, s.Pooled.Iou, s.Pooled.Precision, s.Pooled.Dice, s.Pooled.Aac);

    private static string Text(double? value, string format = "F4") => value?.ToString(format) ?? "-";
}
