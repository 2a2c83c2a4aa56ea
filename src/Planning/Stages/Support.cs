using System.Collections.Immutable;
using FpgaSeg.Core.Diagnostics;
using FpgaSeg.Core.FixedPoint;
using FpgaSeg.Graph;
using FpgaSeg.Graph.Integer;

namespace FpgaSeg.Planning.Stages;

/// <summary>What of an integer graph the kernels cannot compute: FS3003 to FS3005, all of them at once.</summary>
public static class Support
{
    /// <summary>Widest and highest map: line buffers and counters are made for it.</summary>
    public const int LargestSide = 4096;

    // Centres of pixels of two maps of the largest side are no finer fractions.
    private const int LargestDenominator = 2 * LargestSide;

    /// <summary>The reasons why <paramref name="graph"/> cannot be generated; empty when it can.</summary>
    public static ImmutableArray<Diagnostic> Check(DataflowGraph<IntegerNode> graph) =>
    [
        .. CheckEnds(graph),
        .. graph.Nodes.SelectMany((node, index) => CheckNode(graph, node, index)),
    ];

    private static IEnumerable<Diagnostic> CheckEnds(DataflowGraph<IntegerNode> graph)
    {
        if (graph.Input.Format != NumberFormat.UInt8)
            yield return Unsupported(0, graph.Input, $"its format is {graph.Input.Format}", "the link carries raw bytes, u8.");
        var output = graph.Output;
        if (output.Format != NumberFormat.Bit || output.Shape.Channels != 1)
        {
            yield return Unsupported(
                graph.Nodes.Length - 1,
                output,
                $"the network's output is {output.Shape} of {output.Format}",
                "the board sends a mask of one bit per pixel; end the network with a threshold of one channel.");
        }
    }

    private static IEnumerable<Diagnostic> CheckNode(DataflowGraph<IntegerNode> graph, IntegerNode node, int index)
    {
        if (Math.Max(node.Shape.Width, node.Shape.Height) > LargestSide)
            yield return TooLarge(index, node);
        var inputs = node.Inputs.Select(i => graph.Nodes[i]).ToImmutableArray();
        if (Reason(node, inputs) is { } reason)
            yield return Unsupported(index, node, reason, "hw/hls has no kernel for it.");
        else if (ProductWidths.BitsOf(node, inputs) is var bits and > Requantizer.ProductBits)
            yield return TooWide(index, node, bits);
    }

    private static string? Reason(IntegerNode node, ImmutableArray<IntegerNode> inputs) => node.Operator switch
    {
        IntegerTable when inputs[0].Format.Bits != 8 => $"a table of 256 entries reads {inputs[0].Format}",
        IntegerTable table when table.Entries.Length != 256 => $"the table has {table.Entries.Length} entries, not 256",
        IntegerMaxPool2d pool when AllPadding(pool.Window) => $"the padding of {pool.Window} can cover a whole window",
        IntegerMaxPool2d pool when pool.Window.OutputShape(inputs[0].Shape, node.Shape.Channels) != node.Shape => "its shape does not follow from the window",
        IntegerConv2d conv when conv.Window.OutputShape(inputs[0].Shape, node.Shape.Channels) != node.Shape => "its shape does not follow from the window",
        IntegerAdd or IntegerMul when !Broadcast.Fits(inputs[0].Shape, inputs[1].Shape) =>
            $"{inputs[1].Shape} cannot be repeated to {inputs[0].Shape}",
        IntegerAveragePool2d pool
            when Math.Max(PoolSteps.BinsOf(pool.Rows), PoolSteps.BinsOf(pool.Columns)) is var bins and > PoolSteps.MostBins =>
            $"{bins} windows of its pooling share a row or column, more than {PoolSteps.MostBins}",
        IntegerResize2d resize
            when Math.Max(resize.Rows.Denominator, resize.Columns.Denominator) is var parts and > LargestDenominator =>
            $"its coordinates are fractions of {parts}, beyond {LargestDenominator}",
        _ => null,
    };

    private static bool AllPadding(WindowGeometry window) =>
        Math.Max(window.PadTop, window.PadBottom) >= window.ExtentY || Math.Max(window.PadLeft, window.PadRight) >= window.ExtentX;

    private static Diagnostic Unsupported(int index, IntegerNode node, string what, string why) => new(
        "FS3003", $"No stage computes '{node.Name}': {what}.", $"node {index} '{node.Name}'", why,
        "change the network or its quantization and run quantize again.");

    private static Diagnostic TooLarge(int index, IntegerNode node) => new(
        "FS3004", $"The map of '{node.Name}' is {node.Shape.Width}x{node.Shape.Height}.", $"node {index} '{node.Name}'",
        $"maps are at most {LargestSide} pixels wide and high.", "quantize the network at a smaller input size.");

    private static Diagnostic TooWide(int index, IntegerNode node, int bits) => new(
        "FS3005", $"The products of '{node.Name}' need {bits} bits.", $"node {index} '{node.Name}'",
        $"acc * M + B + half must fit the {Requantizer.ProductBits}-bit adder of one DSP (docs/fixed-point.md, section 3).",
        "quantize the network again; the quantizer chooses M and S so that it fits.");
}
