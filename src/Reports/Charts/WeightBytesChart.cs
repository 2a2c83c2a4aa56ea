using FpgaSeg.Graph.Analysis;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Charts;

/// <summary>Bytes of weights along the network.</summary>
internal static class WeightBytesChart
{
    private const int Top = 30;
    private const int PlotHeight = 90;

    public static Markup Draw(NetworkSummary network)
    {
        var (axis, most) = (new DepthAxis(network.Nodes), network.Nodes.Max(n => n.WeightBytes));
        var scale = new Scale(0, Math.Max(1, most), Top + PlotHeight, Top);
        return Markup.Of($"""
            <svg class="wide" viewBox="0 0 {DepthAxis.Width} {Top + PlotHeight + 6 + DepthAxis.Height}" role="img" aria-label="Bytes of weights by operator, {Units.Bytes(network.WeightBytes)} in all">
            {ValueAxis.Draw(scale, scale.Ticks(3, Units.ByteUnit(most)), "weights", b => Units.Bytes((long)b))}
            {network.Nodes.Where(n => n.WeightBytes > 0).Select(n => Column(axis, scale, n))}
            {axis.Draw(Top + PlotHeight + 6)}
            </svg>
            """);
    }

    private static Markup Column(DepthAxis axis, Scale scale, NodeSummary node) => Markup.Of($"""
        <rect class="own" x="{axis.EdgeOf(node.Index) + 0.5:0.#}" width="{Math.Max(1, axis.Slot - 1):0.#}" y="{scale.At(node.WeightBytes):0.#}" height="{scale.At(0) - scale.At(node.WeightBytes):0.#}"><title>#{node.Index} {node.Name}: {Units.Bytes(node.WeightBytes)}</title></rect>
        """);
}
