using FpgaSeg.Core.Tensors;
using FpgaSeg.Graph;

namespace FpgaSeg.Import.Onnx;

/// <summary>The attributes that convolution and pooling share: strides, dilations, pads, auto_pad.</summary>
internal static class WindowReader
{
    /// <summary>Larger strides, dilations and pads are taken for damage.</summary>
    private const int Most = 1024;

    /// <summary>Attribute names that <see cref="Read"/> uses.</summary>
    public static readonly string[] Attributes = ["auto_pad", "dilations", "kernel_shape", "pads", "strides"];

    /// <summary>The window of a node; null, with the error reported, where it has none that fits <paramref name="input"/>.</summary>
    /// <param name="reading">The node.</param>
    /// <param name="kernelHeight">Rows of the window.</param>
    /// <param name="kernelWidth">Columns of the window.</param>
    /// <param name="input">What it slides over.</param>
    /// <param name="padding">Zeros that a node before it puts around that, which the window takes over.</param>
    /// <param name="ceiling">Whether a last window that hangs over the edge counts (ceil_mode).</param>
    public static WindowGeometry? Read(
        NodeReading reading, long kernelHeight, long kernelWidth, FeatureShape? input, ZeroPadding padding = default, bool ceiling = false)
    {
        if (Plain(reading, kernelHeight, kernelWidth) is not { } window)
            return null;
        if (AutoPad(reading, window, input is { } inner ? padding.Around(inner) : null) is not { } own)
            return null;
        var padded = padding.Added(own);
        if (ceiling && input is { } shape)
            padded = Overhanging(padded, shape);
        return Fits(reading, padded, input) ? padded : null;
    }

    /// <summary>The window as its attributes give it, auto_pad aside.</summary>
    public static WindowGeometry? Plain(NodeReading reading, long kernelHeight, long kernelWidth)
    {
        var strides = Pair(reading, "strides", 2, 1, 1);
        var dilations = Pair(reading, "dilations", 2, 1, 1);
        var pads = Pair(reading, "pads", 4, 0, 0);
        if (strides is null || dilations is null || pads is null)
            return null;
        if (kernelHeight is < 1 or > Most || kernelWidth is < 1 or > Most)
        {
            reading.Attributes.Refuse(
                "kernel_shape",
                $"[{kernelHeight}, {kernelWidth}]",
                $"a window has 1 to {Most} rows and columns.",
                "export the model again.");
            return null;
        }

        return new WindowGeometry(
            (int)kernelHeight, (int)kernelWidth, strides[0], strides[1], pads[0], pads[1], pads[2], pads[3], dilations[0], dilations[1]);
    }

    private static int[]? Pair(NodeReading reading, string name, int length, int standard, int least)
    {
        var values = reading.Attributes.Ints(name);
        if (values is null or { Count: 0 })
            return [.. Enumerable.Repeat(standard, length)];
        if (values.Count == length && values.All(v => v >= least && v <= Most))
            return [.. values.Select(v => (int)v)];
        reading.Attributes.Refuse(
            name,
            $"[{string.Join(", ", values)}]",
            $"{length} values from {least} to {Most} belong there.",
            "use a two-dimensional operator with such values.");
        return null;
    }

    private static WindowGeometry? AutoPad(NodeReading reading, WindowGeometry window, FeatureShape? input)
    {
        var mode = reading.Attributes.Text("auto_pad", "NOTSET");
        switch (mode)
        {
            case "NOTSET" or "":
                return window;
            case "VALID":
                return window with { PadTop = 0, PadLeft = 0, PadBottom = 0, PadRight = 0 };
            case "SAME_UPPER" or "SAME_LOWER" when input is { } map:
                var (top, bottom) = Same(map.Height, window.StrideY, window.ExtentY, mode == "SAME_UPPER");
                var (left, right) = Same(map.Width, window.StrideX, window.ExtentX, mode == "SAME_UPPER");
                return window with { PadTop = top, PadLeft = left, PadBottom = bottom, PadRight = right };
            case "SAME_UPPER" or "SAME_LOWER":
                return null;
            default:
                reading.Attributes.Refuse(
                    "auto_pad", mode, "NOTSET, VALID, SAME_UPPER and SAME_LOWER exist.", "export with explicit pads.");
                return null;
        }
    }

    /// <summary>Padding before and after, so that ceil(size / stride) windows fit; the odd one goes to the end for SAME_UPPER.</summary>
    private static (int Before, int After) Same(int size, int stride, int extent, bool upper)
    {
        var steps = (size + stride - 1) / stride;
        var total = Math.Max(0, ((steps - 1) * stride) + extent - size);
        return upper ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
    }

    /// <summary>More padding at the end, so that the last window, which begins inside the map or the padding before it, is whole.</summary>
    private static WindowGeometry Overhanging(WindowGeometry window, FeatureShape map) => window with
    {
        PadBottom = window.PadBottom + Rest(map.Height, window.PadTop, window.PadBottom, window.ExtentY, window.StrideY),
        PadRight = window.PadRight + Rest(map.Width, window.PadLeft, window.PadRight, window.ExtentX, window.StrideX),
    };

    private static int Rest(int size, int before, int after, int extent, int stride)
    {
        var room = size + before + after - extent;
        var steps = room < 0 ? 0 : (room + stride - 1) / stride;
        if (steps * stride >= size + before)
            steps--; // it would begin in the padding after the map
        return Math.Max((steps * stride) - room, 0);
    }

    private static bool Fits(NodeReading reading, WindowGeometry window, FeatureShape? input)
    {
        if (input is not { } map)
            return true;
        var output = window.OutputShape(map, 1);
        if (output.Height < 1 || output.Width < 1)
        {
            reading.Refuse(NodeErrors.Window(reading.Node, $"a window of {window.ExtentY}x{window.ExtentX} does not fit a map of {map}"));
            return false;
        }

        var covered = Covered(output.Height, map.Height, window.KernelHeight, window.StrideY, window.PadTop, window.DilationY)
            && Covered(output.Width, map.Width, window.KernelWidth, window.StrideX, window.PadLeft, window.DilationX);
        if (!covered)
            reading.Refuse(NodeErrors.Window(
                reading.Node, $"some windows of {window.ExtentY}x{window.ExtentX} lie in the padding of a map of {map} only"));
        return covered;
    }

    private static bool Covered(int steps, int size, int kernel, int stride, int pad, int dilation) =>
        Enumerable.Range(0, steps).All(step => Enumerable.Range(0, kernel).Any(k =>
        {
            var at = (step * stride) - pad + (k * dilation);
            return at >= 0 && at < size;
        }));
}
