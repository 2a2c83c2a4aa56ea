using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Charts;

/// <summary>The vertical axis of a wide chart: grid lines across, labels at the left, a title above.</summary>
internal static class ValueAxis
{
    public static Markup Draw(Scale scale, IEnumerable<double> ticks, string title, Func<double, string> label) => Markup.Of($"""
        <g class="grid">{ticks.Select(t => Line(scale.At(t), label(t)))}</g>
        <text class="axis" x="{DepthAxis.Left - 8}" y="{scale.End - 8:0.#}" text-anchor="end">{title}</text>
        """);

    private static Markup Line(double y, string label) => Markup.Of($"""
        <line x1="{DepthAxis.Left}" x2="{DepthAxis.Width - DepthAxis.Right}" y1="{y:0.#}" y2="{y:0.#}"/><text x="{DepthAxis.Left - 8}" y="{y + 4:0.#}" text-anchor="end">{label}</text>
        """);
}
