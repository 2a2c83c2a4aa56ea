using FpgaSeg.Graph.Analysis;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Charts;

/// <summary>What is held at every step: the operator's own maps, and below them the skips that wait; then one bar per skip, from maker to last reader.</summary>
internal static class MemoryChart
{
    private const int Top = 30;
    private const int PlotHeight = 170;
    private const int RowHeight = 18;
    private const int Gap = 14;

    public static Markup Draw(NetworkSummary network)
    {
        var (axis, memory) = (new DepthAxis(network.Nodes), network.Memory);
        var scale = new Scale(0, memory.PeakBytes, Top + PlotHeight, Top);
        var longSkips = memory.Skips.Where(s => s.IsLong).OrderBy(s => s.Node).ToArray();
        var shortSkips = memory.Skips.Where(s => !s.IsLong).ToArray();
        var rows = Top + PlotHeight + Gap;
        var strip = rows + ((longSkips.Length + (shortSkips.Length > 0 ? 1 : 0)) * RowHeight) + 6;
        return Markup.Of($"""
            <svg class="wide" viewBox="0 0 {DepthAxis.Width} {strip + DepthAxis.Height}" role="img" aria-label="Activation memory by step; the peak is {Units.Bytes(memory.PeakBytes)} at {network.Nodes[memory.PeakNode].Name}">
            {ValueAxis.Draw(scale, scale.Ticks(4, Units.ByteUnit(memory.PeakBytes)), "held", b => Units.Bytes((long)b))}
            {network.Nodes.Select(n => Column(axis, scale, network, n))}
            {longSkips.Select((s, k) => Bar(axis, network, s, rows + (k * RowHeight), "skip"))}
            {shortSkips.Select(s => Bar(axis, network, s, rows + (longSkips.Length * RowHeight), "residual"))}
            {axis.Draw(strip)}
            </svg>
            """);
    }

    private static Markup Column(DepthAxis axis, Scale scale, NetworkSummary network, NodeSummary node)
    {
        var live = network.Memory.LiveBytes[node.Index];
        var own = node.ActivationBytes + node.Inputs.Distinct().Sum(i => network.Nodes[i].ActivationBytes);
        var waiting = live - own;
        var (x, width) = (axis.EdgeOf(node.Index) + 0.5, Math.Max(1, axis.Slot - 1));
        return Markup.Of($"""
            <g><title>#{node.Index} {node.Name}: {Units.Bytes(live)} held, {Units.Bytes(waiting)} of it waiting</title><rect class="waiting" x="{x:0.#}" width="{width:0.#}" y="{scale.At(waiting):0.#}" height="{scale.At(0) - scale.At(waiting):0.#}"/><rect class="own" x="{x:0.#}" width="{width:0.#}" y="{scale.At(live):0.#}" height="{scale.At(waiting) - scale.At(live):0.#}"/></g>
            """);
    }

    private static Markup Bar(DepthAxis axis, NetworkSummary network, ValueLifetime skip, double y, string kind)
    {
        var (x, width) = (axis.At(skip.Node), (skip.Steps * axis.Slot));
        var label = kind == "skip"
            ? Markup.Of($"""<text x="{x + (width / 2):0.#}" y="{y + 11}" text-anchor="middle">{Units.Bytes(skip.Bytes)}, {skip.Steps} steps</text>""")
            : Markup.Empty;
        return Markup.Of($"""
            <g class="{kind}"><title>{network.Nodes[skip.Node].Name} waits for {network.Nodes[skip.LastReader].Name}: {Units.Bytes(skip.Bytes)} over {skip.Steps} steps</title><rect x="{x:0.#}" y="{y}" width="{width:0.#}" height="{RowHeight - 4}" rx="3"/>{label}</g>
            """);
    }
}
