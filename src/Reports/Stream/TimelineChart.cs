using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Stream;

/// <summary>Upload, computation and download of every image over the time of the run.</summary>
internal static class TimelineChart
{
    /// <summary>Rows of a drawing that one can still read; the table has them all.</summary>
    internal const int MostRows = 60;
    private const int Width = 1080;
    private const int Left = 190;
    private const int Right = 14;
    private const int RowHeight = 16;
    private const int Top = 22;
    private const int LongestName = 28;

    public static Markup Draw(StreamedRun content)
    {
        var timed = content.Frames.Where(f => f.Times is not null).ToArray();
        if (timed.Length == 0)
            return Markup.Of($"""<p class="note">No image has times.</p>""");
        var rows = timed.Take(MostRows).ToArray();
        var scale = new Scale(rows.Min(r => r.Times!.SentAt), rows.Max(r => r.Times!.DoneAt) + 1e-6, Left, Width - Right);
        var bottom = Top + (rows.Length * RowHeight);
        var rest = timed.Length > rows.Length ? $"The first {rows.Length} of {timed.Length} images." : "";
        return Markup.Of($"""
            <p class="legend"><span class="key own">upload</span><span class="key waiting">waits for room</span><span class="key joins">computation</span><span class="key worst">download</span></p>
            <figure class="scroll"><svg class="wide" viewBox="0 0 {Width} {bottom + 8}" role="img" aria-label="Upload, computation and download of each image, in milliseconds since the session was opened">
            <g class="grid">{scale.Ticks(8).Select(t => Tick(scale.At(t), t, bottom))}<text x="{Left - 8}" y="{Top - 8}" text-anchor="end">ms</text></g>
            {rows.Select((r, k) => Row(r, scale, Top + (k * RowHeight)))}
            </svg></figure>
            <p class="note">{rest}</p>
            """);
    }

    private static Markup Tick(double x, double ms, int bottom) => Markup.Of($"""
        <line x1="{x:0.#}" x2="{x:0.#}" y1="{Top - 4}" y2="{bottom}"/><text x="{x:0.#}" y="{Top - 8}" text-anchor="middle">{Units.Real(ms)}</text>
        """);

    private static Markup Row(StreamedFrame frame, Scale scale, int y)
    {
        var (t, name) = (frame.Times!, Path.GetFileName(frame.Name));
        var shown = name.Length > LongestName ? name[..(LongestName - 1)] + "…" : name;
        var computing = Math.Max(t.SentAt, t.MaskAt - t.Compute);
        return Markup.Of($"""
            <g class="row"><title>{name}: upload {t.Upload:0.0} ms, computation {t.Compute:0.0} ms, download {t.Download:0.0} ms, in all {t.Total:0.0} ms</title><text class="name" x="{Left - 8}" y="{y + 11}" text-anchor="end">{shown}</text>{Bar(scale, "waiting", t.SentAt, t.UploadedAt, y + 2)}{Bar(scale, "own", t.SentAt, t.UploadedAt - t.CreditWait, y + 2)}{Bar(scale, "join", computing, t.MaskAt, y + 8)}{Bar(scale, "worst", t.MaskAt, t.DoneAt, y + 8)}</g>

            """);
    }

    private static Markup Bar(Scale scale, string kind, double from, double to, int y) =>
        Markup.Of($"""<rect class="{kind}" x="{scale.At(from):0.##}" y="{y}" width="{Math.Max(0.5, scale.At(to) - scale.At(from)):0.##}" height="6"/>""");
}
