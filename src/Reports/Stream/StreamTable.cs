using FpgaSeg.Reports.Html;
using FpgaSeg.Reports.Sections;

namespace FpgaSeg.Reports.Stream;

/// <summary>Every image with its times.</summary>
internal static class StreamTable
{
    private static readonly TableHead[] Heads =
    [
        new("image", "file", IsNumber: false),
        new("host", "ms of this machine's own: loading, preparing, checking"),
        new("upload", "ms, without waits for room on the board"),
        new("waits", "ms within the upload in which the board had no room"),
        new("compute", "ms: the board's cycles by its clock"),
        new("download", "ms of the mask and its counters"),
        new("total", "ms from the first byte to the mask"),
        new("cycles", "of the computation"),
        new("stalls", "cycles in which the network waited for the link"),
        new("again", "frames of the link sent again"),
        new("error", "why there is no mask", IsNumber: false),
    ];

    public static Markup Draw(StreamedRun content) => Section.Of(
        "frames",
        "Images",
        "In the order of the run; a click on a head sorts.",
        Section.Table("frame-table", "Images", Heads, content.Frames.Select(Row)));

    private static Markup Row(StreamedFrame f)
    {
        var t = f.Times;
        return Markup.Of($"""
            <tr><th scope="row">{Path.GetFileName(f.Name)}</th>{Ms(t?.Host)}{Ms(t?.Upload)}{Ms(t?.CreditWait)}{Ms(t?.Compute)}{Ms(t?.Download)}{Ms(t?.Total)}{Count(t?.ComputeCycles)}{Count(t?.StallCycles)}{Count(f.Repeated)}<td>{f.Error ?? ""}</td></tr>

            """);
    }

    private static Markup Ms(double? ms) => Section.Number(ms, $"{ms:0.00}");

    private static Markup Count(long? count) => Section.Number(count, $"{count:N0}");
}
