using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Charts;

/// <summary>Smallest to largest weight of every output channel: each channel has its own scale, and this is what it has to cover.</summary>
internal static class WeightChart
{
    private const int Height = 84;
    private const int Top = 8;
    private const int Bottom = 76;
    private const int Left = 40;

    public static Markup Draw(LayerView layer, WeightView weights)
    {
        var limit = weights.Channels.Max(c => Math.Max(-c.Low, c.High));
        if (limit == 0)
            return Markup.Of($"""<p class="note">All weights are zero.</p>""");
        var (y, slot) = (new Scale(-limit, limit, Bottom, Top), (double)(HistogramChart.Width - Left - 4) / weights.Channels.Length);
        var bar = Math.Clamp(slot * 0.7, 0.8, 9);
        return Markup.Of($"""
            <svg class="small" viewBox="0 0 {HistogramChart.Width} {Height}" role="img" aria-label="Range of the weights of {layer.Node.Name} in each of {weights.Channels.Length} output channels, within ±{Units.Real(limit)}">
            <g class="tick"><text x="{Left - 6}" y="{Top + 5}" text-anchor="end">{Units.Real(limit)}</text><text x="{Left - 6}" y="{Bottom + 2}" text-anchor="end">−{Units.Real(limit)}</text></g>
            <line class="base" x1="{Left}" x2="{HistogramChart.Width - 4}" y1="{y.At(0):0.#}" y2="{y.At(0):0.#}"/>
            <g class="channels">{weights.Channels.Select((c, k) => Bar(k, c, Left + ((k + 0.5) * slot) - (bar / 2), bar, y))}</g>
            </svg>
            """);
    }

    private static Markup Bar(int channel, ChannelRange range, double x, double width, Scale y) => Markup.Of($"""
        <rect x="{x:0.#}" y="{y.At(range.High):0.#}" width="{width:0.#}" height="{Math.Max(0.5, y.At(range.Low) - y.At(range.High)):0.#}"><title>channel {channel}: {Units.Real(range.Low)} to {Units.Real(range.High)}</title></rect>
        """);
}
