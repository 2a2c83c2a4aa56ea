using System.Collections.Immutable;
using FpgaSeg.Graph.Analysis;
using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Charts;

/// <summary>The horizontal axis of the charts that go through the network: one slot per operator, in execution order.</summary>
internal sealed class DepthAxis(ImmutableArray<NodeSummary> nodes)
{
    public const int Width = 1080;
    public const int Left = 58;
    public const int Right = 14;

    /// <summary>Height of what <see cref="Draw"/> paints below a chart.</summary>
    public const int Height = 34;
    private const int StripHeight = 16;
    private const double LabelWidth = 46;

    /// <summary>Width of one slot.</summary>
    public double Slot => (double)(Width - Left - Right) / nodes.Length;

    /// <summary>Middle of a node's slot.</summary>
    public double At(int node) => Left + ((node + 0.5) * Slot);

    /// <summary>Left edge of a node's slot.</summary>
    public double EdgeOf(int node) => Left + (node * Slot);

    /// <summary>The strip of map sizes with the node numbers below it; darker is a smaller map.</summary>
    public Markup Draw(double top) => Markup.Of($"""
        <g class="strip">{Runs().Select(r => Band(r, top))}</g>
        <g class="tick">{Numbers().Select(k => Markup.Of($"""<text x="{At(k):0.#}" y="{top + Height - 4:0.#}" text-anchor="middle">{k}</text>"""))}</g>
        """);

    private IEnumerable<int> Numbers()
    {
        var step = nodes.Length switch { <= 20 => 1, <= 60 => 5, _ => 10 };
        return Enumerable.Range(0, nodes.Length).Where(k => k % step == 0);
    }

    private Markup Band((int First, int Last) run, double top)
    {
        var (shape, largest) = (nodes[run.First].Shape, nodes.Max(n => (double)n.Shape.Pixels));
        var (x, width) = (EdgeOf(run.First), (run.Last - run.First + 1) * Slot);
        var shade = 0.10 + (0.09 * Math.Log2(largest / shape.Pixels) / 2);
        var label = width < LabelWidth
            ? Markup.Empty
            : Markup.Of($"""<text x="{x + (width / 2):0.#}" y="{top + 12:0.#}" text-anchor="middle">{shape.Height}×{shape.Width}</text>""");
        return Markup.Of($"""
            <rect x="{x + 0.5:0.#}" y="{top:0.#}" width="{width - 1:0.#}" height="{StripHeight}" fill-opacity="{Math.Min(shade, 0.7):0.##}"><title>maps of {shape.Height}×{shape.Width}, operators {run.First} to {run.Last}</title></rect>{label}
            """);
    }

    private IEnumerable<(int First, int Last)> Runs()
    {
        for (var first = 0; first < nodes.Length;)
        {
            var last = first;
            while (last + 1 < nodes.Length && SizeOf(last + 1) == SizeOf(first))
                last++;
            yield return (first, last);
            first = last + 1;
        }
    }

    private (int Height, int Width) SizeOf(int node) => (nodes[node].Shape.Height, nodes[node].Shape.Width);
}
