using System.Collections.Immutable;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Charts;

/// <summary>Signal to quantization noise of every rounded value, along the network.</summary>
internal static class SqnrChart
{
    private const int Top = 30;
    private const int PlotHeight = 230;
    private const int Ticks = 6;

    public static Markup Draw(ImmutableArray<LayerView> layers)
    {
        var (axis, points) = (new DepthAxis([.. layers.Select(l => l.Node)]), layers.Where(l => l.IsRounded).ToArray());
        if (points.Length == 0)
            return Markup.Of($"<p class=\"note\">No value was rounded.</p>");
        var scale = new Scale(
            Math.Floor(points.Min(Db) / 5) * 5, (Math.Ceiling(points.Max(Db) / 5) * 5) + 1, Top + PlotHeight, Top);
        var worst = points.MinBy(Db)!;
        var line = string.Join(' ', points.Select(p => $"{axis.At(p.Node.Index):0.#},{scale.At(Db(p)):0.#}"));
        return Markup.Of($"""
            <svg class="wide" viewBox="0 0 {DepthAxis.Width} {Top + PlotHeight + DepthAxis.Height + 6}" role="img" aria-label="Signal to quantization noise ratio by depth; lowest {Db(worst):F1} dB at {worst.Node.Name}">
            {ValueAxis.Draw(scale, scale.Ticks(Ticks), "dB", t => $"{t:0}")}
            <polyline class="trace" points="{line}"/>
            {points.Select(p => Dot(axis, scale, p, isWorst: p == worst))}
            {Label(axis.At(worst.Node.Index), scale.At(Db(worst)), worst)}
            {axis.Draw(Top + PlotHeight + 6)}
            </svg>
            """);
    }

    private static double Db(LayerView layer) => layer.Measured!.SqnrDb;

    private static Markup Dot(DepthAxis axis, Scale scale, LayerView layer, bool isWorst) => Markup.Of($"""
        <a href="#layer-{layer.Node.Index}"><circle class="{(isWorst ? "worst" : OperatorClass.Of(layer.Node))}" cx="{axis.At(layer.Node.Index):0.#}" cy="{scale.At(Db(layer)):0.#}" r="{(isWorst ? 5 : 3.6)}"><title>#{layer.Node.Index} {layer.Node.Name} ({layer.Node.Operator}, {layer.Node.Shape.ToString()}): {Db(layer):F1} dB</title></circle></a>
        """);

    private static Markup Label(double x, double y, LayerView worst)
    {
        var atRight = x > DepthAxis.Width * 0.7;
        return Markup.Of($"""
            <text class="mark" x="{x + (atRight ? -10 : 10):0.#}" y="{y + 4:0.#}" text-anchor="{(atRight ? "end" : "start")}">{worst.Node.Name}, {Db(worst):F1} dB</text>
            """);
    }
}
