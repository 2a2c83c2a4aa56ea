using FpgaSeg.Graph.Analysis;
using FpgaSeg.Reports.Charts;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>Bytes of activations and weights, and the skips that keep them alive.</summary>
internal static class MemorySection
{
    private static readonly TableHead[] Heads =
    [
        new("value", "the operator that makes it", IsNumber: false),
        new("waits for", "the last operator that reads it", IsNumber: false),
        new("shape", "channels x height x width"),
        new("format", "its integers", IsNumber: false),
        new("bytes", "its size"),
        new("steps", "operators from its maker to its last reader"),
        new("kind", "long: maps of another size are computed while it waits", IsNumber: false),
    ];

    public static Markup Draw(ReportContent content)
    {
        var skips = content.Network.Memory.Skips.ToArray();
        var longBytes = skips.Where(s => s.IsLong).Sum(s => s.Bytes);
        return Section.Of(
            "memory",
            "Memory",
            "What an engine holds that runs one operator after the other: the maps that the operator reads and writes, and the skips that wait. "
            + "A streaming design keeps rows in place of maps, but its long skips are these.",
            Markup.Of($"""
                <figure class="scroll">{MemoryChart.Draw(content.Network)}</figure>
                <p class="legend"><span class="key own">read or written at the step</span><span class="key waiting">waiting</span><span class="key skip">long skip</span><span class="key residual">residual</span></p>
                <figure class="scroll">{WeightBytesChart.Draw(content.Network)}</figure>
                {(skips.Length == 0 ? Markup.Of($"<p class=\"note\">The network is a chain: nothing waits.</p>") : Table(content.Network, skips, longBytes))}
                """));
    }

    private static Markup Table(NetworkSummary network, ValueLifetime[] skips, long longBytes) => Markup.Of($"""
        <h3>Skip connections</h3><p class="note">The long ones hold {Units.Bytes(longBytes)} together.</p>
        {Section.Table("skip-table", "Values that wait while others are computed", Heads, skips.Select(s => Row(network, s)))}
        """);

    private static Markup Row(NetworkSummary network, ValueLifetime skip)
    {
        var (from, to) = (network.Nodes[skip.Node], network.Nodes[skip.LastReader]);
        return Markup.Of($"""
            <tr><th scope="row"><a href="#layer-{from.Index}">{Units.Name(from.Name)}</a></th><td>{Units.Name(to.Name)}</td><td class="num" data-v="{from.Shape.Count}">{from.Shape.Channels}×{from.Shape.Height}×{from.Shape.Width}</td><td>{from.Format}</td>{Section.Number(skip.Bytes, $"{skip.Bytes:N0}")}{Section.Number(skip.Steps, $"{skip.Steps}")}<td>{(skip.IsLong ? "long" : "residual")}</td></tr>

            """);
    }
}
