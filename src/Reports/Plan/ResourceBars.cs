using FpgaSeg.Planning.Fit;
using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Plan;

/// <summary>One bar per resource: what is used against what may be used.</summary>
internal static class ResourceBars
{
    private const int Width = 1080;
    private const int Left = 110;
    private const int Right = 250;
    private const int RowHeight = 30;
    private const int Top = 8;

    public static Markup Draw(PlanFit fit)
    {
        // The full width is what may be used, or more where more is used.
        var most = Math.Max(1, fit.Resources.Max(r => double.IsFinite(r.Share) ? Math.Max(r.Share, r.Available > 0 ? r.High / r.Available : 0) : 1));
        var scale = new Scale(0, most, Left, Width - Right);
        return Markup.Of($"""
            <svg class="wide" viewBox="0 0 {Width} {Top + (fit.Resources.Length * RowHeight) + 6}" role="img" aria-label="Resources used of those available">
            {fit.Resources.Select((r, k) => Row(r, scale, Top + (k * RowHeight)))}
            </svg>
            """);
    }

    private static Markup Row(ResourceUse r, Scale scale, int y)
    {
        var (used, room) = (double.IsFinite(r.Share) ? r.Share : scale.To, Math.Min(1, scale.To));
        var range = r.Low == r.High ? "" : $" ({r.Low:N0} to {r.High:N0})";
        return Markup.Of($"""
            <g><title>{ResourceNames.Of(r.Resource)}: {r.Used:#,0.#} of {r.Available:#,0.#}; the device has {r.Device:#,0.#}, {r.Reserved:#,0.#} set aside</title>
            <text class="name" x="{Left - 8}" y="{y + 15}" text-anchor="end">{ResourceNames.Of(r.Resource)}</text>
            <rect class="room" x="{Left}" y="{y + 2}" width="{scale.At(room) - Left:0.#}" height="18"/>
            <rect class="{(r.Fits ? "own" : "worst")}" x="{Left}" y="{y + 5}" width="{scale.At(used) - Left:0.#}" height="12"/>
            {(r.Low == r.High || r.Available <= 0 ? Markup.Empty : Markup.Of($"""<line class="error" x1="{scale.At(r.Low / r.Available):0.#}" x2="{scale.At(r.High / r.Available):0.#}" y1="{y + 11}" y2="{y + 11}"/>"""))}
            <text class="{(r.Fits ? "name" : "name wrong")}" x="{Width - Right + 10}" y="{y + 15}">{r.Used:#,0.#} of {r.Available:#,0.#}{range}</text></g>

            """);
    }
}
