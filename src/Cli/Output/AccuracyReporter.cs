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
            () => new EvaluateReport(
                report.Images.Count,
                Json(report.Float),
                Json(report.Fixed),
                report.ChangedPixelsPercent,
                [.. report.Images.Select(i => new ImageScoresJson(
                    i.Name, Json(i.FloatScores), Json(i.FixedScores), i.ChangedPixelsPercent))]),
            () => ReportContext.Default.EvaluateReport);
        if (output.Json)
            return ExitCode.Done;
        output.Tables.Write(PerImage(report));
        output.Tables.Write(Summary(report));
        return ExitCode.Done;
    }

    private static Table PerImage(AccuracyReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("image", "engine", "Dice = F1", "IoU", "precision", "AAC", "changed %");
        foreach (var i in report.Images)
        {
            AddRow(table, i.Name, "float", i.FloatScores, null);
            AddRow(table, i.FloatScores is null ? i.Name : "", "fixed", i.FixedScores, i.ChangedPixelsPercent);
        }

        return table;
    }

    private static void AddRow(Table table, string image, string engine, SegmentationScores? scores, double? changed)
    {
        if (scores is { } s)
            table.AddRow(Markup.Escape(image), engine, Text(s.Dice), Text(s.Iou), Text(s.Precision), Text(s.Aac), changed is null ? "" : Text(changed, "F3"));
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
        Row("precision, mean over images", s => s.Mean.Precision);
        Row("AAC, mean over images", s => s.Mean.Aac);
        Row("precision, pooled", s => s.Pooled.Precision);
        Row("F1, pooled", s => s.Pooled.Dice);
        Row("AAC, pooled", s => s.Pooled.Aac);
        table.AddRow("changed pixels, %", "", Text(report.ChangedPixelsPercent, "F4"));
        return table;
    }

    private static ScoresJson? Json(ScoreSummary? s) => s is null
        ? null
        : new ScoresJson(s.Mean.Dice, s.Mean.Iou, s.Pooled.Dice, s.Pooled.Iou, s.Mean.Precision, s.Mean.Aac, s.Pooled.Precision, s.Pooled.Dice, s.Pooled.Aac);

    private static ImageEngineJson? Json(SegmentationScores? scores) =>
        scores is { } s ? new ImageEngineJson(s.Dice, s.Iou, s.Precision, s.Dice, s.Aac) : null;

    private static string Text(double? value, string format = "F4") => value?.ToString(format) ?? "-";
}
