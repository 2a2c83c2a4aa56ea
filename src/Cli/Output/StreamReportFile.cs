using System.Globalization;
using System.Text;
using System.Text.Json;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.HostDriver.Session;
using FpgaSeg.HostDriver.Streaming;
using FpgaSeg.Protocol.Messages;
using FpgaSeg.Reports;
using FpgaSeg.Reports.Stream;

namespace FpgaSeg.Cli.Output;

/// <summary>stream --report: a page, a table of values between commas, or JSON, as the file's ending says.</summary>
internal static class StreamReportFile
{
    /// <summary>The endings that there are.</summary>
    public static readonly string[] Endings = [".html", ".csv", ".json"];

    /// <summary>Columns of the table; times in milliseconds, moments since the session was opened.</summary>
    private const string Columns =
        "image,error,repeated,host_ms,upload_ms,credit_wait_ms,compute_ms,download_ms,total_ms,compute_cycles,stall_cycles,sent_at_ms,uploaded_at_ms,mask_at_ms,done_at_ms";

    /// <summary>Writes the report, whole or not at all; FS2151 where that fails.</summary>
    public static Result<Unit> Save(string path, DeviceSession session, StreamSummary summary, IReadOnlyList<FrameResult> results)
    {
        StreamedFrame[] frames = [.. results.Select(Frame)];
        var content = new StreamedRun(
            session.Device, session.Board.DesignId, session.Board.ModelId, ToolVersion.Text, session.Board.Flags.HasFlag(BoardFlags.Virtual),
            session.Baud, session.Board.ClockHz, summary.FramesPerSecond, summary.LineSharePercent, frames);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".CSV" => ReportFile.SaveText(Csv(frames), path),
            ".JSON" => ReportFile.SaveText(JsonSerializer.Serialize(content, StreamedRunContext.Default.StreamedRun) + "\n", path),
            _ => ReportFile.Save(content, path),
        };
    }

    private static StreamedFrame Frame(FrameResult r) => new(r.Name, r.Error?.Code, r.Repeated, r.Timings is not { } t ? null : new StreamedTimes(
        t.Host.TotalMilliseconds,
        t.Upload.TotalMilliseconds,
        t.CreditWait.TotalMilliseconds,
        t.Compute.TotalMilliseconds,
        t.Download.TotalMilliseconds,
        t.Total.TotalMilliseconds,
        t.ComputeCycles,
        t.StallCycles,
        t.Moments.Sent.TotalMilliseconds,
        t.Moments.Uploaded.TotalMilliseconds,
        t.Moments.MaskBegins.TotalMilliseconds,
        t.Moments.Done.TotalMilliseconds));

    private static string Csv(IEnumerable<StreamedFrame> frames)
    {
        var text = new StringBuilder(Columns).Append('\n');
        foreach (var f in frames)
        {
            object?[] values =
            [
                f.Times?.Host, f.Times?.Upload, f.Times?.CreditWait, f.Times?.Compute, f.Times?.Download, f.Times?.Total, f.Times?.ComputeCycles, f.Times?.StallCycles,
                f.Times?.SentAt, f.Times?.UploadedAt, f.Times?.MaskAt, f.Times?.DoneAt,
            ];
            var cells = values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture));
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(f.Name)},{f.Error},{f.Repeated},{string.Join(',', cells)}\n");
        }

        return text.ToString();
    }

    /// <summary>RFC 4180: a cell with a comma, a quote or a line break stands in quotes.</summary>
    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
