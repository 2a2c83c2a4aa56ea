using System.Text;
using FpgaSeg.Quantizer.Calibration;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Charts;

/// <summary>Float values of one tensor on the calibration images, with the ends of its integer format.</summary>
internal static class HistogramChart
{
    public const int Width = 340;
    private const int Height = 118;
    private const int Top = 8;
    private const int Base = 96;
    private const int Columns = 72;
    private const int Inset = 4;
    private const double CharacterWidth = 6;

    public static Markup Draw(LayerView layer, ActivationHistogram histogram)
    {
        var (low, high) = (Math.Min(0, (double)histogram.Min), Math.Max(0, (double)histogram.Max));
        if (low == high)
            return Markup.Of($"""<p class="note">All values are zero.</p>""");
        var x = new Scale(low, high, Inset, Width - Inset);
        var counts = HistogramBins.Rebin(histogram, low, high, Columns);
        var peak = Math.Log10(1 + counts.Max());
        var columns = counts.Select(c => Base - (Math.Log10(1 + c) / peak * (Base - Top))).ToArray();
        var (clipLow, clipHigh) = layer.Clip;
        return Markup.Of($"""
            <svg class="small" viewBox="0 0 {Width} {Height}" role="img" aria-label="Histogram of the float values of {layer.Node.Name}, from {Units.Real(histogram.Min)} to {Units.Real(histogram.Max)}">
            <path class="area" d="{Outline(columns)}"/>
            <line class="base" x1="{Inset}" x2="{Width - Inset}" y1="{Base}" y2="{Base}"/>
            {(clipHigh < high ? Lost(x.At(clipHigh), Width - Inset) : Markup.Empty)}{(clipLow > low ? Lost(Inset, x.At(clipLow)) : Markup.Empty)}
            {Limit(x, clipLow, low, high)}{Limit(x, clipHigh, low, high)}
            <g class="tick">{x.Ticks(5).Select(t => Tick(x, t))}</g>
            </svg>
            """);
    }

    private static string Outline(double[] columns)
    {
        var step = (double)(Width - (2 * Inset)) / columns.Length;
        var path = new StringBuilder($"M{Inset} {Base}");
        for (var k = 0; k < columns.Length; k++)
            path.Append($"V{columns[k]:0.#}H{Inset + ((k + 1) * step):0.#}");
        return path.Append($"V{Base}Z").ToString();
    }

    private static Markup Lost(double from, double to) =>
        Markup.Of($"""<rect class="lost" x="{from:0.#}" y="{Top}" width="{Math.Max(0, to - from):0.#}" height="{Base - Top}"/>""");

    /// <summary>An end of the format; one beyond the data is no line, and zero is the axis's own.</summary>
    private static Markup Limit(Scale x, double value, double low, double high) => value == 0 || value < low || value > high
        ? Markup.Empty
        : Markup.Of($"""<line class="limit" x1="{x.At(value):0.#}" x2="{x.At(value):0.#}" y1="{Top - 4}" y2="{Base}"><title>the format ends at {Units.Real(value)}</title></line>""");

    private static Markup Tick(Scale x, double value)
    {
        var (text, half) = (Units.Real(value), CharacterWidth * Units.Real(value).Length / 2);
        return Markup.Of($"""
            <line x1="{x.At(value):0.#}" x2="{x.At(value):0.#}" y1="{Base}" y2="{Base + 4}"/><text x="{Math.Clamp(x.At(value), half, Width - half):0.#}" y="{Height - 6}" text-anchor="middle">{text}</text>
            """);
    }
}
