using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;
using FpgaSeg.Protocol.Messages;
using Spectre.Console;

namespace FpgaSeg.Cli.Output;

/// <summary>What stream prints.</summary>
internal static class StreamReporter
{
    public static void Print(CommandOutput output, StreamSummary summary, DeviceSession session)
    {
        var isVirtual = session.Board.Flags.HasFlag(BoardFlags.Virtual);
        output.Report(
            () => new StreamReport(
                summary.Frames,
                summary.Failed,
                summary.Retransmitted,
                summary.FramesPerSecond,
                Json(summary.Host),
                Json(summary.Upload),
                Json(summary.Compute),
                Json(summary.Download),
                Json(summary.Total),
                summary.LineSharePercent,
                summary.ComputeSharePercent,
                isVirtual),
            () => ReportContext.Default.StreamReport);
        if (output.Json)
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("milliseconds", "min", "median", "p99");
        AddRow(table, "host", summary.Host);
        AddRow(table, "upload", summary.Upload);
        AddRow(table, isVirtual ? "compute (predicted: virtual board)" : "compute (board's counters)", summary.Compute);
        AddRow(table, "download", summary.Download);
        AddRow(table, "first byte to mask", summary.Total);
        output.Tables.Write(table);
        output.Say($"{summary.Frames} masks, {summary.Failed} failed, {summary.Retransmitted} frames sent again, {summary.FramesPerSecond:F2} images/s");
        output.Say($"link share {Share(summary.LineSharePercent)}, compute share {summary.ComputeSharePercent:F1} % of the time");
    }

    private static void AddRow(Table table, string name, Distribution? d) =>
        table.AddRow(name, Text(d?.Min), Text(d?.Median), Text(d?.P99));

    private static string Text(double? value) => value?.ToString("F1") ?? "-";

    private static string Share(double? percent) => percent is { } p ? $"{p:F1} % of the line rate" : "unknown (the line has no baud)";

    private static SpreadJson? Json(Distribution? d) => d is null ? null : new SpreadJson(d.Min, d.Median, d.P99);
}
