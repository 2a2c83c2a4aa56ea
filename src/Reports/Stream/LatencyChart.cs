using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Stream;

/// <summary>A histogram of times in milliseconds.</summary>
internal static class LatencyChart
{
    private const int Width = 1080;
    private const int Height = 190;
    private const int Left = 46;
    private const int Top = 16;
    private const int Base = 160;
    private const int MostColumns = 60;

    public static Markup Draw(double[] times)
    {
        if (times.Length == 0)
            return Markup.Of($"""<p class="note">No image has times.</p>""");
        var (counts, low, step) = Bins(times);
        var x = new Scale(low, low + (step * counts.Length), Left, Width - 14);
        var peak = counts.Max();
        var sorted = times.Order().ToArray();
        return Markup.Of($"""
            <figure class="scroll"><svg class="wide" viewBox="0 0 {Width} {Height}" role="img" aria-label="Histogram of latencies from {sorted[0]:0.0} to {sorted[^1]:0.0} milliseconds">
            <g class="strip">{counts.Select((c, k) => Column(x, low + (k * step), step, c, peak))}</g>
            <line class="base" x1="{Left}" x2="{Width - 14}" y1="{Base}" y2="{Base}"/>
            {Mark(x, sorted[(sorted.Length - 1) / 2], "median")}{Mark(x, sorted[Math.Max(0, (int)Math.Ceiling(0.99 * sorted.Length) - 1)], "p99")}
            <g class="tick">{x.Ticks(8).Select(t => Tick(x.At(t), t))}<text x="{Left - 6}" y="{Top + 4}" text-anchor="end">{peak}</text><text x="{Left - 6}" y="{Base + 18}" text-anchor="end">ms</text></g>
            </svg></figure>
            """);
    }

    /// <summary>Equal columns over smallest to largest; equal times are one column.</summary>
    internal static (int[] Counts, double Low, double Step) Bins(double[] times)
    {
        var (low, high) = (times.Min(), times.Max());
        var columns = high > low ? Math.Clamp((int)Math.Sqrt(times.Length) * 2, 8, MostColumns) : 1;
        var step = high > low ? (high - low) / columns : 1;
        var counts = new int[columns];
        foreach (var time in times)
            counts[Math.Min(columns - 1, (int)((time - low) / step))]++;
        return (counts, low, step);
    }

    private static Markup Column(Scale x, double from, double step, int count, int peak)
    {
        var height = (double)count / peak * (Base - Top);
        return Markup.Of($"""
            <rect x="{x.At(from) + 0.5:0.##}" y="{Base - height:0.##}" width="{Math.Max(0.5, x.At(from + step) - x.At(from) - 1):0.##}" height="{height:0.##}"><title>{from:0.0} to {from + step:0.0} ms: {count}</title></rect>
            """);
    }

    private static Markup Mark(Scale x, double ms, string name) => Markup.Of($"""
        <line class="limit" x1="{x.At(ms):0.#}" x2="{x.At(ms):0.#}" y1="{Top - 6}" y2="{Base}"><title>{name}: {ms:0.0} ms</title></line>
        """);

    private static Markup Tick(double x, double ms) => Markup.Of($"""
        <line x1="{x:0.#}" x2="{x:0.#}" y1="{Base}" y2="{Base + 4}"/><text x="{x:0.#}" y="{Base + 18}" text-anchor="middle">{Units.Real(ms)}</text>
        """);
}
