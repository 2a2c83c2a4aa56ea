using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>One card per layer that has float values or weights: its histogram, its weights.</summary>
internal static class CardSection
{
    public static Markup Draw(ReportContent content) => Section.Of(
        "ranges",
        "Ranges",
        "Above: float values on the calibration images, counts on a logarithmic scale; dashed lines are the ends of the integer format, and what lies in the shaded part is clipped. "
        + "Below, for convolutions: the range of the weights of every output channel, each of which has its own scale.",
        Markup.Of($"<div class=\"cards\">{content.Layers.Where(l => l.Histogram is not null || l.Weights is not null).Select(Card)}</div>"));

    private static Markup Card(LayerView layer) => Markup.Of($"""
        <article class="card" id="layer-{layer.Node.Index}" data-name="{layer.Node.Name} {layer.Node.Operator}">
        <h3><span class="index">{layer.Node.Index}</span> {Units.Name(layer.Node.Name)}</h3>
        <p class="meta"><span class="kind {OperatorClass.Of(layer.Node)}">{layer.Node.Operator}</span> {layer.Node.Shape.Channels}×{layer.Node.Shape.Height}×{layer.Node.Shape.Width}, {layer.Node.Format}{Error(layer)}</p>
        {(layer.Histogram is { } h ? HistogramChart.Draw(layer, h) : Markup.Empty)}
        {(layer.Weights is { } w ? Weights(layer, w) : Markup.Empty)}
        </article>

        """);

    private static Markup Error(LayerView layer) => layer.IsRounded
        ? Markup.Of($", {layer.Measured!.SqnrDb:F1} dB, {layer.Measured.SaturatedPercent:0.000} % saturated")
        : Markup.Empty;

    private static Markup Weights(LayerView layer, WeightView weights)
    {
        var sizes = weights.Channels.Select(c => Math.Max(-c.Low, c.High)).Where(s => s > 0).DefaultIfEmpty(1).ToArray();
        return Markup.Of($"""
            {WeightChart.Draw(layer, weights)}
            <p class="meta">{weights.Bits}-bit weights, {Units.Bytes(layer.Node.WeightBytes)}; channel ranges spread ×{sizes.Max() / sizes.Min():0.#}</p>
            """);
    }
}
